import { useRef } from 'react'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { cx } from '../lib/cx.ts'
import css from './split.module.css'
import { clampSize, sizeAfterKey } from './split-size.ts'

type Handle = {
  label: string
  direction: 'rows' | 'columns'
  size: number
  min: number
  max: number
  onResize: (size: number) => void
}

const dragged = (handle: Handle, event: PointerEvent<HTMLElement>) => {
  const pane = event.currentTarget.nextElementSibling?.getBoundingClientRect()
  if (pane === undefined) return handle.size
  return handle.direction === 'rows' ? pane.bottom - event.clientY : pane.right - event.clientX
}

function Separator(handle: Handle) {
  const isDragging = useRef(false)
  const resize = (size: number) => handle.onResize(clampSize(size, handle))
  const keyed = (event: KeyboardEvent) => {
    const next = sizeAfterKey(event.key, handle)
    if (next === undefined) return
    event.preventDefault()
    resize(next)
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a focusable separator is a widget
    <div
      role="separator"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a focusable separator is a widget
      tabIndex={0}
      aria-label={handle.label}
      aria-orientation={handle.direction === 'rows' ? 'horizontal' : 'vertical'}
      aria-valuenow={Math.round(handle.size)}
      aria-valuemin={handle.min}
      aria-valuemax={Math.round(handle.max)}
      className={css['separator']}
      onKeyDown={keyed}
      onPointerDown={(event) => {
        isDragging.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (isDragging.current) resize(dragged(handle, event))
      }}
      onPointerUp={() => {
        isDragging.current = false
      }}
    />
  )
}

/**
 * Two panes with a handle between: the second has `size` pixels and the first the rest. Without
 * `second` the first has everything. Keep `size` with usePreference so that it is remembered.
 */
export const Split = ({
  first,
  second,
  ...handle
}: Omit<Handle, 'max'> & { max?: number | undefined; first: ReactNode; second?: ReactNode }) => (
  <div className={cx(css['split'], css[handle.direction])}>
    <div className={css['first']}>{first}</div>
    {second !== undefined && second !== null && second !== false && (
      <>
        <Separator {...handle} max={handle.max ?? 2000} />
        <div className={css['second']} style={{ flexBasis: handle.size }}>
          {second}
        </div>
      </>
    )}
  </div>
)
