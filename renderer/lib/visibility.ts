import { useSyncExternalStore } from 'react'

const subscribe = (changed: () => void) => {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

/** Whether somebody can see the page: nothing is measured for nobody. */
export const useIsVisible = (): boolean => useSyncExternalStore(subscribe, () => !document.hidden)
