import { Skeleton } from '../Skeleton.tsx'
import css from './table.module.css'

const widths = ['70%', '55%', '40%', '62%', '48%']

/** Rows that are on their way. */
export const SkeletonRows = ({ columns, height }: { columns: number; height: number }) => (
  <div aria-hidden="true">
    {widths.concat(widths).map((_, row) => (
      <div key={row} className={css['skeletonRow']} style={{ height }}>
        <span />
        {Array.from({ length: columns }, (_none, column) => (
          <span key={column} className={css['cell']}>
            <Skeleton width={widths[(row + column) % widths.length]} />
          </span>
        ))}
      </div>
    ))}
  </div>
)
