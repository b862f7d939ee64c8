import { useCallback, useRef, useState } from 'react'
import type { ChangeEvent, DragEvent } from 'react'
import { toErrorData } from '../../../lib/errors.ts'
import { formatShare } from '../../../lib/format.ts'
import { goTo } from '../../../lib/address.ts'
import { useClient } from '../../../store/backend.tsx'
import { useScope } from '../../../store/hooks.ts'
import { Button } from '../../../ui/Button.tsx'
import { Meter } from '../../../ui/Meter.tsx'
import { notify } from '../../../ui/notify.ts'
import { shortImage } from '../image-name.ts'
import { strings } from '../strings.ts'
import { loadImage } from './load-image.ts'
import css from './list.module.css'

type Loading = { readonly file: File; readonly bytes: number; readonly controller: AbortController }

/** Loads an image out of a file that was chosen or dropped. */
export function useLoading() {
  const client = useClient()
  const scope = useScope()
  const [loading, setLoading] = useState<Loading>()
  const load = useCallback(
    async (file: File) => {
      const controller = new AbortController()
      setLoading({ file, bytes: 0, controller })
      try {
        const { signal } = controller
        const onBytes = (bytes: number) => setLoading({ file, bytes, controller })
        const images = await loadImage({ client, scope, file, signal, onBytes })
        const [first] = images
        notify({
          title: strings.loaded(images.map(shortImage)),
          tone: images.length === 0 ? 'info' : 'running',
          ...(first === undefined
            ? {}
            : {
                action: {
                  label: strings.runIt,
                  run: () => goTo('/containers', { run: 'new' }),
                },
              }),
        })
      } catch (thrown) {
        const error = toErrorData(thrown)
        if (!controller.signal.aborted) {
          notify({ title: strings.couldNotLoad(file.name), tone: 'failed', error })
        }
      } finally {
        setLoading(undefined)
      }
    },
    [client, scope],
  )
  return { loading, load }
}

export const LoadingStrip = ({ loading: { file, bytes, controller } }: { loading: Loading }) => (
  <div className={css['loading']} role="status">
    <span>{strings.loading(file.name)}</span>
    <Meter label={strings.loading(file.name)} value={bytes} max={file.size} isProgress />
    <span className={css['dim']}>{formatShare(bytes, file.size)}</span>
    <Button size="small" onClick={() => controller.abort()}>
      {strings.cancel}
    </Button>
  </div>
)

/** Opens the browser's own choice of files. */
export function LoadButton({ load, isBusy }: { load: (file: File) => void; isBusy: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? []
    event.currentTarget.value = ''
    if (file !== undefined) load(file)
  }
  return (
    <>
      <Button isBusy={isBusy} onClick={() => input.current?.click()}>
        {strings.loadImage}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".tar,.tar.gz,.tgz,.gz,.zst"
        aria-label={strings.loadImage}
        onChange={choose}
      />
    </>
  )
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')

/** Lets a file be dropped onto an element. */
export function useDrop(load: (file: File) => void) {
  const [isOver, setOver] = useState(false)
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        const { relatedTarget, currentTarget } = event
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
          setOver(false)
      },
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file !== undefined) load(file)
      },
    },
  }
}
