import type { Container, PublishedPort } from '../../../../preload/contract/containers.ts'
import { cx } from '../../../lib/cx.ts'
import { formatBytes, formatPercent } from '../../../lib/format.ts'
import { pendingWord, usePending } from '../../../store/pending.ts'
import { containerStatus, StatusDot } from '../../../ui/StatusDot.tsx'
import { Sparkline } from '../../../ui/Sparkline.tsx'
import { portTexts } from '../port-link.ts'
import { strings } from '../strings.ts'
import { useSamples } from '../useSamples.ts'
import css from './list.module.css'

/** State as it is, or as it is becoming. */
export function ContainerDot({
  container,
  isWordBeside,
}: {
  container: Container
  isWordBeside?: boolean
}) {
  const pending = usePending(container.id)
  return pending === undefined ? (
    <StatusDot {...containerStatus(container)} isWordBeside={isWordBeside} />
  ) : (
    <StatusDot shape="waiting" word={pendingWord(pending)} isPulsing isWordBeside={isWordBeside} />
  )
}

export const NameCell = ({ container }: { container: Container }) => {
  const pending = usePending(container.id)
  return (
    <span className={css['nameCell']}>
      <ContainerDot container={container} />
      <span className={css['name']}>{container.name}</span>
      {pending !== undefined && <span className={css['pending']}>{pendingWord(pending)}…</span>}
    </span>
  )
}

export const StateCell = ({ container }: { container: Container }) => {
  const pending = usePending(container.id)
  return (
    <span className={css['dim']}>
      {pending === undefined ? containerStatus(container).word : pendingWord(pending)}
    </span>
  )
}

const mostPorts = 2

export function PortsCell({
  ports,
  tabIndex,
}: {
  ports: readonly PublishedPort[]
  tabIndex: 0 | -1
}) {
  const texts = portTexts(ports)
  const shown = texts.slice(0, mostPorts)
  const all = texts.map(({ host, inner }) => `${host} → ${inner ?? host}`).join('\n')
  return (
    <span className={css['ports']} title={all}>
      {shown.map(({ key, host, inner, link }) => (
        <span key={key}>
          {link === undefined ? (
            <span className={css['dim']}>{host}</span>
          ) : (
            <a href={link} target="_blank" rel="noopener noreferrer" tabIndex={tabIndex}>
              {host}
            </a>
          )}
          {inner !== undefined && shown.length === 1 && (
            <span className={css['faint']}> {strings.toPort(inner)}</span>
          )}
        </span>
      ))}
      {texts.length > mostPorts && (
        <span className={css['faint']}>{strings.morePorts(texts.length - mostPorts)}</span>
      )}
    </span>
  )
}

const Nothing = () => <span className={css['faint']}>–</span>

const isMeasured = ({ state }: Container) => state === 'running' || state === 'paused'

export function CpuCell({ container }: { container: Container }) {
  const samples = useSamples(container.id, isMeasured(container))
  const cpu = samples.at(-1)?.cpuPercent
  if (!isMeasured(container) || cpu === undefined) return <Nothing />
  const values = samples.slice(-18).flatMap(({ cpuPercent }) => cpuPercent ?? [])
  return (
    <span className={css['cpu']}>
      <Sparkline values={values} max={Math.max(5, ...values)} />
      <span>{formatPercent(cpu)}</span>
    </span>
  )
}

export function MemoryCell({ container }: { container: Container }) {
  const memory = useSamples(container.id, isMeasured(container)).at(-1)
  if (!isMeasured(container) || memory === undefined) return <Nothing />
  const { memoryBytes, memoryLimitBytes } = memory
  const isNear = memoryLimitBytes !== undefined && memoryBytes > memoryLimitBytes * 0.9
  return <span className={cx(isNear && css['near'])}>{formatBytes(memoryBytes)}</span>
}
