import { useState } from 'react'
import type { Container, ContainerDetails } from '../../../../preload/contract/containers.ts'
import { formatDuration } from '../../../lib/format.ts'
import { Icon } from '../../../ui/icons.tsx'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import { Time } from '../../../ui/Time.tsx'
import css from './overview.module.css'
import { Nothing, Section } from './Section.tsx'
import { strings } from './strings.ts'

type Check = ContainerDetails['healthLog'][number]

const shown = 5

/** Most checks take milliseconds. */
const tookText = (ms: number) => (ms < 950 ? `${Math.round(ms)} ms` : formatDuration(ms))

function CheckRow({ check, isFirst }: { check: Check; isFirst: boolean }) {
  const { startedAt, endedAt, exitCode } = check
  const output = check.output.trim()
  const [isOpen, setOpen] = useState(isFirst && exitCode !== 0)
  return (
    <li>
      <div className={css['check']}>
        <StatusDot
          shape={exitCode === 0 ? 'running' : 'failed'}
          word={strings.check(exitCode)}
          isWordBeside
        />
        <span>{strings.check(exitCode)}</span>
        <span className={css['faint']}>
          <Time at={startedAt} isAgo />
          {endedAt !== undefined && ` · ${strings.took(tookText(endedAt - startedAt))}`}
        </span>
        {output !== '' && (
          <button
            type="button"
            className={css['fold']}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name={isOpen ? 'down' : 'right'} />
            {strings.output}
          </button>
        )}
      </div>
      {isOpen && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
        <pre className={css['output']} tabIndex={0}>
          {output}
        </pre>
      )}
    </li>
  )
}

export function HealthSection({
  container: { health },
  log,
}: {
  container: Container
  log: readonly Check[]
}) {
  if (health === undefined) return undefined
  const { status, failingStreak } = health
  const last = log.slice(-shown).reverse()
  return (
    <Section
      title={strings.health}
      note={
        failingStreak > 0
          ? `${strings.healthWord(status)} · ${strings.streak(failingStreak)}`
          : strings.healthWord(status)
      }
    >
      {last.length === 0 && <Nothing>{strings.noChecks}</Nothing>}
      <ul>
        {last.map((check, index) => (
          <CheckRow key={check.startedAt} check={check} isFirst={index === 0} />
        ))}
      </ul>
    </Section>
  )
}
