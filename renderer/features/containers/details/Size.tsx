import { useState } from 'react'
import type { Container } from '../../../../preload/contract/containers.ts'
import type { ErrorData } from '../../../../preload/contract/errors.ts'
import { toErrorData } from '../../../lib/errors.ts'
import { formatBytes } from '../../../lib/format.ts'
import { useClient } from '../../../store/backend.tsx'
import { Button } from '../../../ui/Button.tsx'
import { usePage } from '../context.tsx'
import css from './overview.module.css'
import { strings } from './strings.ts'

/** What the container wrote into its own layer: the engine walks its files, so only when asked. */
export function Size({ container }: { container: Container }) {
  const client = useClient()
  const { scope } = usePage()
  const [bytes, setBytes] = useState<number>()
  const [error, setError] = useState<ErrorData>()
  const [isBusy, setBusy] = useState(false)
  const measure = async () => {
    setBusy(true)
    setError(undefined)
    try {
      setBytes((await client.containers.size({ ...scope, id: container.id })).writableBytes)
    } catch (thrown) {
      setError(toErrorData(thrown))
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className={css['size']}>
      {bytes !== undefined && <span>{formatBytes(bytes)}</span>}
      <Button size="small" isBusy={isBusy} onClick={() => void measure()}>
        {strings.measure}
      </Button>
      <span role="status" className={css['failed']}>
        {error !== undefined && `${strings.couldNotMeasure} ${error.message}`}
      </span>
    </span>
  )
}
