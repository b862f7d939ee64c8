import type { ReactNode } from 'react'
import type { Container } from '../../../preload/contract/containers.ts'
import type { Machine } from '../../../preload/contract/machine.ts'
import { goTo } from '../../lib/address.ts'
import { cx } from '../../lib/cx.ts'
import { useActions } from '../../store/backend.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/icons.tsx'
import css from './first-steps.module.css'
import { strings } from './strings.ts'

type Step = {
  readonly title: string
  readonly text: string
  readonly isDone: boolean
  readonly action: ReactNode
}

const Item = ({ step, number, isNext }: { step: Step; number: number; isNext: boolean }) => (
  <li className={cx(css['step'], step.isDone && css['done'])} aria-current={isNext && 'step'}>
    <span className={css['number']}>
      {step.isDone ? <Icon name="check" /> : number}
      {step.isDone && <span className="visually-hidden">{strings.done}</span>}
    </span>
    <span className={css['words']}>
      <b>{step.title}</b>
      <span>{step.text}</span>
    </span>
    {isNext && step.action}
  </li>
)

type Guide = { onBegin: () => void; onDone: () => void }

function useSteps(
  machine: Machine | undefined,
  containers: readonly Container[],
  { onBegin, onDone }: Guide,
): readonly Step[] {
  const actions = useActions()
  const first = containers.find(({ state }) => state === 'running') ?? containers[0]
  const isUp = machine?.status === 'running' || machine?.status === 'degraded'
  const start = () => {
    onBegin()
    if (machine !== undefined) void actions.runMachineAction(machine.id, 'start')
  }
  const run = () => {
    onBegin()
    goTo('/containers', { run: 'new' })
  }
  const look = () => {
    onDone()
    if (first !== undefined) goTo('/containers', { id: first.id, tab: 'logs' })
  }
  return [
    {
      title: strings.stepStart,
      text: strings.stepStartText,
      isDone: isUp,
      action: (
        <Button
          kind="primary"
          isBusy={machine?.status === 'starting' || machine?.status === 'stopping'}
          onClick={start}
        >
          {strings.start}
        </Button>
      ),
    },
    {
      title: strings.stepRun,
      text: strings.stepRunText,
      isDone: first !== undefined,
      action: (
        <Button kind="primary" onClick={run}>
          {strings.run}
        </Button>
      ),
    },
    {
      title: strings.stepLook,
      text: strings.stepLookText,
      isDone: false,
      action: (
        <Button kind="primary" onClick={look}>
          {strings.look}
        </Button>
      ),
    },
  ]
}

/** Three steps to a running container, each ticked by what really happens. */
export function FirstSteps({
  machine,
  containers,
  onBegin,
  onDone,
}: Guide & {
  machine: Machine | undefined
  containers: readonly Container[]
}) {
  const steps = useSteps(machine, containers, { onBegin, onDone })
  const next = steps.findIndex(({ isDone }) => !isDone)
  return (
    <Card
      title={strings.firstTitle}
      note={strings.firstNote}
      actions={
        <Button kind="quiet" size="small" onClick={onDone}>
          {strings.dismiss}
        </Button>
      }
    >
      <ol>
        {steps.map((step, index) => (
          <Item key={step.title} step={step} number={index + 1} isNext={index === next} />
        ))}
      </ol>
    </Card>
  )
}
