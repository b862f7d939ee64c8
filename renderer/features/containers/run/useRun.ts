import { useEffect, useRef, useState } from 'react'
import type { ErrorData } from '../../../../preload/contract/errors.ts'
import type { RunSpec } from '../../../../preload/contract/run.ts'
import type { Task, TaskId } from '../../../../preload/contract/tasks.ts'
import { goTo } from '../../../lib/address.ts'
import { toErrorData } from '../../../lib/errors.ts'
import { useBackend } from '../../../store/backend.tsx'
import type { Feeds } from '../../../store/feeds.ts'
import { useScope, useTasks } from '../../../store/hooks.ts'
import { placeFailure } from './failure.ts'
import type { RunForm } from './form.ts'
import { toSpec } from './to-spec.ts'
import type { FieldErrors, Specified } from './to-spec.ts'

export type Run = {
  /** Present while it works. */
  readonly task: Task | undefined
  readonly isBusy: boolean
  /** What the engine said of single fields. */
  readonly refused: FieldErrors
  /** What it said of the whole. */
  readonly error: ErrorData | undefined
  readonly isPortTaken: boolean
  readonly submit: () => Promise<void>
  readonly cancel: () => void
  /** The form changed: what was said of it before is history. */
  readonly forget: () => void
}

type Outcome = {
  readonly refused: FieldErrors
  readonly error?: ErrorData
  readonly reason?: string
}
const nothing: Outcome = { refused: {} }

const outcomeOf = (error: ErrorData, form: RunForm, specified: Specified): Outcome => {
  const fieldOf = specified.ok ? specified.fieldOf : (path: string) => path
  const refused = placeFailure(error, form, fieldOf)
  const reason = error.reason === undefined ? {} : { reason: error.reason }
  return refused === undefined ? { refused: {}, error, ...reason } : { refused, ...reason }
}

/** The task when it has ended; it is known before it is seen. */
function endOf(feed: Feeds['tasks'], id: TaskId): Promise<Task> {
  return new Promise((resolve) => {
    const release = feed.retain()
    const look = () => {
      const task = feed.store.getState().rows.get(id)
      if (task === undefined || task.state === 'running') return
      unsubscribe()
      release()
      resolve(task)
    }
    const unsubscribe = feed.store.subscribe(look)
    look()
  })
}

function useIsThere() {
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])
  return isThere
}

/** Sends the form and follows its task to the end: to the container's page, or back to the field. */
export function useRun(form: RunForm): Run {
  const { client, actions, feeds } = useBackend()
  const scope = useScope()
  const { rows } = useTasks()
  const isThere = useIsThere()
  const [id, setId] = useState<TaskId>()
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState(nothing)

  const send = async (spec: RunSpec): Promise<ErrorData | undefined> => {
    const { task: started } = await client.containers.run({ ...scope, spec })
    setId(started)
    const task = await endOf(feeds.tasks, started)
    const container = task.result?.containers?.[0]
    // A dialog that was closed meanwhile takes nobody anywhere.
    if (task.state === 'done' && isThere.current)
      goTo('/containers', { id: container }, { replace: true })
    return task.state === 'failed' ? task.error : undefined
  }
  const submit = async () => {
    const specified = toSpec(form)
    if (!specified.ok || isBusy) return
    setBusy(true)
    setOutcome(nothing)
    const error = await send(specified.spec).catch(toErrorData)
    if (error !== undefined) setOutcome(outcomeOf(error, form, specified))
    setId(undefined)
    setBusy(false)
  }
  return {
    task: id === undefined ? undefined : rows.get(id),
    isBusy,
    refused: outcome.refused,
    error: outcome.error,
    isPortTaken: outcome.reason === 'port-in-use',
    submit,
    cancel: () => {
      if (id !== undefined) void actions.cancelTask(id)
    },
    forget: () => setOutcome(nothing),
  }
}
