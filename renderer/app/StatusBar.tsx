import type { MachineStatus } from '../../preload/contract/machine.ts'
import { formatPercent, formatShare } from '../lib/format.ts'
import { useIsVisible } from '../lib/visibility.ts'
import { useMachine, useUsage } from '../store/hooks.ts'
import { machineStatus, StatusDot } from '../ui/StatusDot.tsx'
import css from './frame.module.css'
import { strings } from './strings.ts'

function Usage() {
  const usage = useUsage()
  if (usage === undefined) return undefined
  const { cpus, cpuPercent, memoryBytes, memoryTotalBytes, diskBytes, diskTotalBytes } = usage
  return (
    <>
      <span>
        {strings.cpus(cpus)}
        {cpuPercent !== undefined && ` · ${formatPercent(cpuPercent)}`}
      </span>
      <span>{formatShare(memoryBytes, memoryTotalBytes)}</span>
      <span className={css['disk']}>{formatShare(diskBytes, diskTotalBytes)}</span>
    </>
  )
}

const isMeasured = (status: MachineStatus) => status === 'running' || status === 'degraded'

const versionNames = [
  ['nerdctl', 'nerdctl'],
  ['buildkit', 'BuildKit'],
] as const

export function StatusBar() {
  const { value: machine } = useMachine()
  const isVisible = useIsVisible()
  if (machine === undefined) return <footer className={css['status']} />
  const versions = versionNames.flatMap(([key, name]) => {
    const version = machine.versions[key]
    return version === undefined ? [] : [`${name} ${version.replace(/^v/, '')}`]
  })
  return (
    <footer className={css['status']} aria-label={strings.statusBar}>
      <span className={css['machine']}>
        <StatusDot {...machineStatus(machine.status)} isWordBeside />
        {strings.machine(machine.status)}
      </span>
      {isVisible && isMeasured(machine.status) && <Usage />}
      <span className={css['versions']}>{versions.join(' · ')}</span>
    </footer>
  )
}
