import type { Machine } from '../../../preload/contract/machine.ts'
import { useActions } from '../../store/backend.tsx'
import { askMachine } from '../../store/asking.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { machineStatus, StatusDot } from '../../ui/StatusDot.tsx'
import { Time } from '../../ui/Time.tsx'
import { MachineMenu } from './MachineMenu.tsx'
import css from './overview.module.css'
import { ProblemBanner } from './ProblemBanner.tsx'
import { strings } from './strings.ts'
import { Timeline } from './Timeline.tsx'

type Props = {
  machine: Machine
  running: number
  /** The first steps beside it have the start button that matters. */
  isGuided: boolean
}

function Actions({ machine, running, isGuided }: Props) {
  const actions = useActions()
  const { status } = machine
  const isUnderWay = status === 'starting' || status === 'stopping'
  if (isUnderWay) return undefined
  if (status === 'stopped' || status === 'broken') {
    return (
      <Button
        kind={isGuided ? 'plain' : 'primary'}
        icon="play"
        onClick={() => void actions.runMachineAction(machine.id, 'start')}
      >
        {status === 'broken' ? strings.retry : strings.start}
      </Button>
    )
  }
  return (
    <>
      <Button icon="stop" onClick={() => askMachine(actions, machine, 'stop', running)}>
        {strings.stop}
      </Button>
      <Button icon="restart" onClick={() => askMachine(actions, machine, 'restart', running)}>
        {strings.restart}
      </Button>
    </>
  )
}

const Limitations = ({ limitations }: { limitations: readonly string[] }) =>
  limitations.length > 0 && (
    <Banner tone="info" className={css['gap']}>
      <b>{strings.limitations}</b>
      <ul>
        {limitations.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Banner>
  )

/** The machine: its state, what can be done with it, and how its last start went. */
export const MachineCard = ({ machine, running, isGuided }: Props) => {
  const isUnderWay = machine.status === 'starting' || machine.status === 'stopping'
  return (
    <Card
      title={machine.name}
      note={
        <span className={css['state']}>
          <StatusDot {...machineStatus(machine.status)} isWordBeside isPulsing={isUnderWay} />
          <span>
            {machine.status} · <Time at={machine.since} />
          </span>
        </span>
      }
      actions={
        <>
          <Actions machine={machine} running={running} isGuided={isGuided} />
          <MachineMenu machine={machine} />
        </>
      }
    >
      {machine.problem !== undefined && <ProblemBanner problem={machine.problem} />}
      {machine.status === 'stopped' && <p className={css['dim']}>{strings.stoppedText}</p>}
      {machine.timeline !== undefined && (
        <div className={css['gap']}>
          <Timeline
            timeline={machine.timeline}
            isUnderWay={isUnderWay}
            hasFailed={machine.problem !== undefined}
          />
        </div>
      )}
      <Limitations limitations={machine.limitations} />
    </Card>
  )
}
