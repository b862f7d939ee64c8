import { useEffect, useState } from 'react'
import type { Container, ContainerDetails } from '../../../../preload/contract/containers.ts'
import type { ErrorData } from '../../../../preload/contract/errors.ts'
import { toErrorData } from '../../../lib/errors.ts'
import { useClient } from '../../../store/backend.tsx'
import { useContainers } from '../../../store/hooks.ts'
import { usePage } from '../context.tsx'

export type Known = {
  readonly details?: ContainerDetails | undefined
  readonly error?: ErrorData | undefined
  readonly retry: () => void
}

/** A row that changes often (a health check each second) is asked about once in so long. */
const restMs = 250

/** Everything about a container, asked again whenever its row has changed or the engine is back. */
export function useDetails(container: Container): Known {
  const client = useClient()
  const { scope } = usePage()
  const { status } = useContainers()
  const [details, setDetails] = useState<ContainerDetails>()
  const [error, setError] = useState<ErrorData>()
  const [round, setRound] = useState(0)
  const isFirst = details === undefined
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const ask = async () => {
      try {
        setDetails(await client.containers.inspect({ ...scope, id: container.id }, { signal }))
        setError(undefined)
      } catch (thrown) {
        // What was known stays on screen beside the reason.
        if (!signal.aborted) setError(toErrorData(thrown))
      }
    }
    const timer = setTimeout(() => void ask(), isFirst ? 0 : restMs)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- that it is no longer the first is no reason to ask
  }, [client, scope, container, status, round])
  return { details, error, retry: () => setRound(round + 1) }
}
