import { useMemo } from 'react'
import type { Container, PublishedPort } from '../../../preload/contract/containers.ts'
import { Link } from 'wouter'
import type { Table } from '../../store/table.ts'
import { addressOf, goTo } from '../../lib/address.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { containerStatus, StatusDot } from '../../ui/StatusDot.tsx'
import { Time } from '../../ui/Time.tsx'
import { deaths } from './deaths.ts'
import css from './overview.module.css'
import { strings } from './strings.ts'

const most = 8

type Status = Table<Container>['status']
type Listed = { containers: readonly Container[]; status: Status }

const hostOf = (address: string) =>
  address === '0.0.0.0' || address === '::' || address === '' ? 'localhost' : address

const Port = ({ port }: { port: PublishedPort }) => {
  const address = `http://${hostOf(port.hostAddress)}:${port.hostPort}`
  return port.protocol === 'tcp' ? (
    <a href={address} target="_blank" rel="noreferrer" title={strings.portHint(address)}>
      {port.hostPort}
    </a>
  ) : (
    <span>
      {port.hostPort}/{port.protocol}
    </span>
  )
}

/** One line for each host port: the same port on IPv4 and IPv6 is one. */
const distinct = (ports: readonly PublishedPort[]) =>
  ports.filter(
    (port, index) =>
      ports.findIndex((p) => p.hostPort === port.hostPort && p.protocol === port.protocol) ===
      index,
  )

const Name = ({ container, tab }: { container: Container; tab?: string }) => (
  <Link
    className={css['name']}
    href={addressOf('/containers', { id: container.id, tab })}
    title={container.image}
  >
    {container.name}
  </Link>
)

const known = ['running', 'paused', 'restarting', 'exited', 'created'] as const

function counted(containers: readonly Container[]): string {
  const counts = known.map((state) => {
    const many = containers.filter((container) => container.state === state).length
    return { many, word: strings.counts[state] }
  })
  return counts
    .filter(({ many }) => many > 0)
    .map(({ many, word }) => `${many} ${word}`)
    .join(' · ')
}

const byStart = (a: Container, b: Container) => (b.startedAt ?? 0) - (a.startedAt ?? 0)

/** What is said when there is nothing to list: not knowing is not the same as nothing. */
const Nothing = ({ text, status }: { text: string; status: Status }) =>
  status !== 'loading' && (
    <p className={css['dim']}>{status === 'live' ? text : strings.notKnown}</p>
  )

/** What is up, and where it can be reached. */
export function RunningCard({ containers, status }: Listed) {
  const running = useMemo(
    () => containers.filter(({ state }) => state === 'running').sort(byStart),
    [containers],
  )
  return (
    <Card
      title={strings.running}
      note={[counted(containers), status === 'stale' && containers.length > 0 && strings.lastKnown]
        .filter(Boolean)
        .join(' · ')}
      actions={
        running.length > most && (
          <Button
            kind="quiet"
            size="small"
            onClick={() => goTo('/containers', { q: 'is:running' })}
          >
            {strings.showAll(running.length)}
          </Button>
        )
      }
    >
      {running.length === 0 && <Nothing text={strings.nothingRuns} status={status} />}
      <ul>
        {running.slice(0, most).map((container) => (
          <li key={container.id} className={css['line']}>
            <StatusDot {...containerStatus(container)} />
            <Name container={container} />
            <span className={css['ports']}>
              {distinct(container.ports).map((port) => (
                <Port key={`${port.hostPort}${port.protocol}`} port={port} />
              ))}
            </span>
            <span className={css['when']}>
              {container.startedAt !== undefined && <Time at={container.startedAt} />}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What is not well, and why. */
export function DeathsCard({ containers, status }: Listed) {
  const found = useMemo(() => deaths(containers), [containers])
  return (
    <Card title={strings.died} note={status === 'stale' && found.length > 0 && strings.lastKnown}>
      {found.length === 0 && <Nothing text={strings.nothingDied} status={status} />}
      <ul>
        {found.slice(0, most).map(({ container, why, at }) => (
          <li key={container.id} className={css['line']}>
            <StatusDot {...containerStatus(container)} />
            <Name container={container} tab="logs" />
            <span className={css['why']} title={why}>
              {why}
            </span>
            <span className={css['when']}>{at !== undefined && <Time at={at} />}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
