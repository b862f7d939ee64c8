import { useEffect, useState } from 'react'
import { useStatus } from '../store/backend.tsx'
import { Banner } from '../ui/Banner.tsx'
import css from './frame.module.css'
import { strings } from './strings.ts'

/** A blink of the connection is not worth a word. */
const patienceMs = 300

function useIsAway(): boolean {
  const status = useStatus()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (status !== 'reconnecting') return
    const timer = setTimeout(() => setLong(true), patienceMs)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [status])
  return status === 'reconnecting' && isLong
}

/** Says that the backend is away, and goes by itself when it is back. */
export const AwayBanner = () =>
  useIsAway() ? (
    <div className={css['away']}>
      <Banner tone="waiting">
        <b>{strings.reconnecting}</b> {strings.reconnectingHint}
      </Banner>
    </div>
  ) : undefined
