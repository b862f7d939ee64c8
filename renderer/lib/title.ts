import { useEffect } from 'react'

/** Names the window after what it shows: `web · Containers · Goldfinch`. */
export function useTitle(...parts: readonly (string | undefined)[]): void {
  const title = [...parts, 'Goldfinch'].filter((part) => part !== undefined).join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
