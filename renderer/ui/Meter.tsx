import { cx } from '../lib/cx.ts'
import css from './meter.module.css'

/** How much of something is used; with no `max`, that something is going on. */
export const Meter = ({
  label,
  value,
  max,
  text,
  isProgress,
}: {
  label: string
  value: number
  max?: number | undefined
  /** The value in words: `3.1 of 8 GB`. */
  text?: string | undefined
  isProgress?: boolean | undefined
}) => {
  const share = max === undefined || max === 0 ? undefined : Math.min(1, value / max)
  const isFull = isProgress !== true && share !== undefined && share > 0.9
  return (
    <span
      className={css['meter']}
      role={isProgress === true ? 'progressbar' : 'meter'}
      aria-label={label}
      aria-valuetext={text}
      {...(share === undefined
        ? {}
        : { 'aria-valuenow': Math.round(share * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 })}
    >
      <span
        className={cx(
          css['fill'],
          isProgress === true && css['progress'],
          isFull && css['full'],
          share === undefined && css['endless'],
        )}
        style={share === undefined ? undefined : { width: `${share * 100}%` }}
      />
    </span>
  )
}
