import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { KeyboardEvent, MouseEvent, RefObject, UIEvent } from 'react'
import { LogRow } from './LogRow.tsx'
import css from './logs.module.css'
import type { LogModel } from './model.ts'
import { heightOf, positionAt, rowPx, topPx, visibleLines } from './scrolling.ts'
import type { Position } from './scrolling.ts'
import type { LogSession } from './session.ts'
import { strings } from './strings.ts'
import { rulerText, useWindow } from './useWindow.ts'

export type Chosen = { readonly from: number; readonly to: number }

export type LinesProps = {
  session: LogSession
  name: string
  position: Position
  onPosition: (position: Position) => void
  hasTime: boolean
  isWrapped: boolean
  pattern: RegExp | undefined
  current: number | undefined
  chosen: Chosen | undefined
  onChoose: (chosen: Chosen | undefined) => void
  onCopy: () => void
  onColumns: (columns: number) => void
  onHeight: (height: number) => void
}

/** More than can be in sight: a row of the page is used again for another line. */
const slots = 512

/** Wrapped rows whose height is not what their text promised. */
function measureRows(scroller: HTMLElement, model: LogModel): boolean {
  const heights = new Map<number, number>()
  for (const text of scroller.querySelectorAll<HTMLElement>('[data-line] [data-text]')) {
    const line = Number(text.closest<HTMLElement>('[data-line]')?.dataset['line'])
    heights.set(line, Math.max(1, Math.round(text.offsetHeight / rowPx)))
  }
  return model.layout.measured(heights)
}

/** Scrolls to the position after each drawing, and tells positions that a person scrolled to. */
function useScroll(
  scroller: RefObject<HTMLDivElement | null>,
  { session, position, onPosition, isWrapped }: LinesProps,
  wantedPx: number,
) {
  const set = useRef(0)
  const { model, touch } = session
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    if (Math.abs(element.scrollTop - wantedPx) >= 1) element.scrollTo({ top: wantedPx })
    set.current = element.scrollTop
    if (isWrapped && measureRows(element, model)) touch()
  })
  return (event: UIEvent<HTMLDivElement>) => {
    const { scrollTop, clientHeight } = event.currentTarget
    // Our own scrolling, told late.
    if (Math.abs(scrollTop - set.current) < 1) return
    const next = positionAt(model, scrollTop, clientHeight)
    if (next.type !== 'newest' || position.type !== 'newest') onPosition(next)
  }
}

const lineOf = (target: EventTarget | null): number | undefined => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null
  return row === null ? undefined : Number(row.dataset['line'])
}

/** Selected text would be drawn over by lines that come. */
function useHoldSelection(
  scroller: RefObject<HTMLDivElement | null>,
  { session, position, onPosition }: LinesProps,
) {
  useEffect(() => {
    if (position.type !== 'newest') return
    const hold = () => {
      const element = scroller.current
      const selection = document.getSelection()
      if (element === null || selection === null || selection.isCollapsed) return
      if (!element.contains(selection.anchorNode)) return
      const top = Math.max(0, element.scrollTop - 3)
      onPosition(positionAt(session.model, top, element.clientHeight))
    }
    document.addEventListener('selectionchange', hold)
    return () => document.removeEventListener('selectionchange', hold)
  }, [scroller, session, position, onPosition])
}

function useClicks({ session, chosen, onChoose }: LinesProps) {
  return (event: MouseEvent) => {
    const line = lineOf(event.target)
    if (line === undefined) return
    if (event.target instanceof Element && event.target.closest('[data-fold]') !== null) {
      session.model.toggle(line)
      session.touch()
      return
    }
    // Somebody selected text, not lines.
    if (document.getSelection()?.isCollapsed === false && !event.shiftKey) return
    if (event.shiftKey && chosen !== undefined) {
      document.getSelection()?.removeAllRanges()
      onChoose({ from: chosen.from, to: line })
    } else
      onChoose(chosen?.from === line && chosen.to === line ? undefined : { from: line, to: line })
  }
}

function useKeys({ chosen, onChoose, onCopy }: LinesProps) {
  return (event: KeyboardEvent) => {
    const isCopy = (event.ctrlKey || event.metaKey) && event.key === 'c'
    if (isCopy && chosen !== undefined && document.getSelection()?.isCollapsed !== false) {
      event.preventDefault()
      onCopy()
    } else if (event.key === 'Escape' && chosen !== undefined) {
      event.stopPropagation()
      onChoose(undefined)
    }
  }
}

const isIn = (line: number, chosen: Chosen | undefined) =>
  chosen !== undefined &&
  line >= Math.min(chosen.from, chosen.to) &&
  line <= Math.max(chosen.from, chosen.to)

/** The lines themselves: only those in sight are in the page, and rows are used again. */
export function LogLines(props: LinesProps) {
  const { session, position, hasTime, isWrapped, onColumns, onHeight } = props
  const { model } = session
  const scroller = useRef<HTMLDivElement>(null)
  const ruler = useRef<HTMLSpanElement>(null)
  useSyncExternalStore(session.subscribe, session.version)
  const { height, columns } = useWindow(scroller, ruler, hasTime)
  useEffect(() => onColumns(columns), [columns, onColumns])
  useEffect(() => onHeight(height), [height, onHeight])
  const scrollPx = topPx(model, position, height)
  const onScroll = useScroll(scroller, props, scrollPx)
  useHoldSelection(scroller, props)
  const onClick = useClicks(props)
  const onKeyDown = useKeys(props)
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a log that scrolls and copies by keyboard
    <div
      ref={scroller}
      role="log"
      aria-live="off"
      aria-label={strings.logOf(props.name)}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
      tabIndex={0}
      className={css['scroller']}
      {...(isWrapped ? { 'data-wraps': '' } : {})}
      onScroll={onScroll}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <span ref={ruler} className={css['ruler']} aria-hidden="true">
        {rulerText}
      </span>
      <div className={css['sizer']} style={{ height: heightOf(model) }}>
        {visibleLines(model, scrollPx, height).map(({ line, top }) => (
          <LogRow
            key={line % slots}
            line={line}
            top={top}
            text={model.ring.text(line)}
            time={model.ring.time(line)}
            isError={model.ring.stream(line) === 'error'}
            pattern={props.pattern}
            hasTime={hasTime}
            isWrapped={isWrapped}
            isCurrent={line === props.current}
            isSelected={isIn(line, props.chosen)}
            isOpen={model.isOpen(line)}
          />
        ))}
      </div>
    </div>
  )
}
