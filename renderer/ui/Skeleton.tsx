import { useEffect, useState } from 'react'
import css from './skeleton.module.css'

/** True when 150 ms have passed: what loads faster shows no skeleton. */
export function useIsSlow(isLoading: boolean): boolean {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isLoading) return
    const timer = setTimeout(() => setSlow(true), 150)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [isLoading])
  return isLoading && isSlow
}

/** The place of words that are on their way. */
export const Skeleton = ({ width = '60%' }: { width?: string | undefined }) => (
  <span className={css['skeleton']} style={{ width }} aria-hidden="true" />
)
