import { useMemo, useState } from 'react'
import { foldEnds, jsonLines, maskedLine, visibleLines } from './json-text.ts'

/** The first line of all that can fold but the outermost. */
const inner = (ends: ReadonlyMap<number, number>) => Array.from(ends.keys()).filter((at) => at > 0)

/** The record as lines: folded, masked and searched. */
export function useInspect(raw: string) {
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [current, setCurrent] = useState(0)
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set())
  const plain = useMemo(() => jsonLines(raw), [raw])
  const masked = useMemo(() => plain.map(maskedLine), [plain])
  const lines = isOpen ? plain : masked
  const ends = useMemo(() => foldEnds(plain), [plain])
  const visible = useMemo(() => visibleLines(plain.length, ends, folded), [plain, ends, folded])
  const query = typed.toLowerCase()
  const hits = useMemo(
    () =>
      query === ''
        ? []
        : lines.flatMap((line, at) => (line.toLowerCase().includes(query) ? [at] : [])),
    [lines, query],
  )
  const index = Math.min(current, Math.max(0, hits.length - 1))

  const unfoldTo = (line: number) => {
    const closed = Array.from(folded).filter((at) => at < line && line <= (ends.get(at) ?? at))
    if (closed.length === 0) return
    setFolded(new Set(Array.from(folded).filter((at) => !closed.includes(at))))
  }
  const toHit = (next: number) => {
    setCurrent(next)
    const line = hits[next]
    if (line !== undefined) unfoldTo(line)
  }
  return {
    lines,
    ends,
    folded,
    visible,
    query,
    typed,
    hits,
    index: hits.length === 0 ? 0 : index + 1,
    currentLine: hits[index],
    hasSecrets: useMemo(() => plain.some((line, at) => line !== masked[at]), [plain, masked]),
    isOpen,
    setOpen,
    search: (text: string) => {
      setTyped(text)
      setCurrent(0)
      if (text !== '') setFolded(new Set())
    },
    step: (by: number) => {
      if (hits.length > 0) toHit((index + by + hits.length) % hits.length)
    },
    fold: (line: number) => {
      const next = new Set(folded)
      if (!next.delete(line)) next.add(line)
      setFolded(next)
    },
    isFolded: folded.size > 0,
    foldAll: () => setFolded(new Set(folded.size > 0 ? [] : inner(ends))),
  }
}

export type Inspected = ReturnType<typeof useInspect>
