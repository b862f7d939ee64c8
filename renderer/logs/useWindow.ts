import { useLayoutEffect, useState } from 'react'
import type { RefObject } from 'react'

export type WindowSize = {
  readonly height: number
  /** Characters in a row of wrapped text. */
  readonly columns: number
}

const rulerLength = 100
/** What stands beside the text: gutter, border, padding. */
const besidesPx = 14 + 2 + 16
const timeCharacters = 14

/** The size of the scroller, in pixels and in characters. */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  ruler: RefObject<HTMLElement | null>,
  hasTime: boolean,
): WindowSize {
  const [size, setSize] = useState({ height: 0, width: 0, character: 7.2 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = () => {
      const character = (ruler.current?.getBoundingClientRect().width ?? 0) / rulerLength
      const { clientHeight: height, clientWidth: width } = element
      setSize((before) =>
        before.height === height && before.width === width && before.character === character
          ? before
          : { height, width, character: character > 0 ? character : before.character },
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    // The font may arrive after the first lines.
    void document.fonts.ready.then(measure)
    return () => observer.disconnect()
  }, [scroller, ruler])
  const text = (size.width - besidesPx) / size.character - (hasTime ? timeCharacters : 0)
  return { height: size.height, columns: Math.max(10, Math.floor(text)) }
}

export const rulerText = 'x'.repeat(rulerLength)
