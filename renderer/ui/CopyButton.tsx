import { useEffect, useState } from 'react'
import { IconButton } from './Button.tsx'

/** Copies, and says that it did. Rejects where the page may not use the clipboard. */
export const copyText = (text: string): Promise<void> => navigator.clipboard.writeText(text)

type State = 'ready' | 'copied' | 'refused'

export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string | undefined }) {
  const [state, setState] = useState<State>('ready')
  useEffect(() => {
    if (state === 'ready') return
    const timer = setTimeout(() => setState('ready'), 1_500)
    return () => clearTimeout(timer)
  }, [state])
  const words = { ready: label, copied: 'Copied', refused: 'The clipboard refused' }
  const icons = { ready: 'copy', copied: 'check', refused: 'problem' } as const
  const copy = () =>
    copyText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  return (
    <IconButton size="small" icon={icons[state]} label={words[state]} onClick={() => void copy()} />
  )
}
