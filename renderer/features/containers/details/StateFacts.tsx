import type { Container, ContainerDetails } from '../../../../preload/contract/containers.ts'
import { formatBytes } from '../../../lib/format.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { containerStatus } from '../../../ui/StatusDot.tsx'
import { Time } from '../../../ui/Time.tsx'
import { exitHint, exitWords } from '../exit-words.ts'
import { shellLine } from '../run/shell-words.ts'
import css from './overview.module.css'
import { Copied, Facts, Section } from './Section.tsx'
import { Size } from './Size.tsx'
import { strings } from './strings.ts'

/** Why it is not running, for a person who did not expect that. */
export function Explained({ container }: { container: Container }) {
  const { state, exitCode, startError } = container
  const hasEnded = state === 'exited' || state === 'restarting'
  if (startError !== undefined) {
    return (
      <Banner tone="failed">
        <b>{strings.couldNotStart}</b>
        <div className={css['reason']}>{startError}</div>
      </Banner>
    )
  }
  if (!hasEnded || exitCode === undefined) return undefined
  return (
    <p className={css['explained']}>
      <b>{strings.exit(exitCode)}</b> {exitWords(exitCode)} {exitHint(container)}
    </p>
  )
}

const ago = (at: number | undefined) => (at === undefined ? undefined : <Time at={at} isAgo />)

function limitsText({ limits: { cpus, memoryBytes, pids } }: Container): string {
  const texts = [
    ...(cpus === undefined ? [] : [strings.cpus(cpus)]),
    ...(memoryBytes === undefined ? [] : [strings.memory(formatBytes(memoryBytes))]),
    ...(pids === undefined ? [] : [strings.pids(pids)]),
  ]
  return texts.length === 0 ? strings.noLimits : texts.join(' · ')
}

export const StateSection = ({ container }: { container: Container }) => {
  const { state, pid } = container
  const hasEnded = state === 'exited' || state === 'restarting'
  return (
    <Section title={strings.state} note={containerStatus(container).word}>
      <Explained container={container} />
      <Facts
        facts={[
          { name: strings.created, value: ago(container.createdAt) },
          { name: strings.started, value: ago(container.startedAt) },
          { name: strings.ended, value: hasEnded ? ago(container.exitedAt) : undefined },
          { name: strings.pid, value: pid === undefined ? undefined : strings.pidText(pid) },
          {
            name: strings.restartPolicy,
            value: container.removesItself
              ? strings.removesItself
              : strings.restartText(container.restartPolicy),
          },
          { name: strings.limits, value: limitsText(container) },
        ]}
      />
    </Section>
  )
}

type Both = { container: Container; details: ContainerDetails | undefined }

const withoutPrefix = (capability: string) => capability.replace(/^CAP_/, '')

export const ProgramSection = ({ container, details }: Both) => {
  const { command, image } = container
  return (
    <Section title={strings.program}>
      <Facts
        facts={[
          {
            name: strings.command,
            value:
              command.length === 0 ? (
                strings.noCommand
              ) : (
                <Copied text={shellLine(command)} what={strings.command} />
              ),
          },
          { name: strings.image, value: <Copied text={image} what={strings.image} /> },
          { name: strings.user, value: container.user },
          { name: strings.directory, value: container.workingDirectory },
          { name: strings.hostname, value: container.hostname },
          { name: strings.platform, value: container.platform },
          { name: strings.stopSignal, value: container.stopSignal },
          {
            name: strings.terminal,
            value: container.hasTerminal ? strings.hasTerminal : undefined,
          },
          {
            name: strings.privileged,
            value: details?.isPrivileged === true ? strings.isPrivileged : undefined,
          },
          {
            name: strings.capabilities,
            value:
              details === undefined ||
              details.isPrivileged ||
              details.capabilities.length === 0 ? undefined : (
                <span className={css['dim']}>
                  {details.capabilities.map(withoutPrefix).join(', ')}
                </span>
              ),
          },
        ]}
      />
    </Section>
  )
}

export const IdentitySection = ({ container, details }: Both) => (
  <Section title={strings.identity}>
    <Facts
      facts={[
        { name: strings.id, value: <Copied text={container.id} what={strings.id} isOneLine /> },
        { name: strings.madeBy, value: strings.manager(container.manager) },
        { name: strings.snapshotter, value: details?.snapshotter },
        {
          name: strings.logPath,
          value:
            details?.logPath === undefined ? (
              container.logDriver
            ) : (
              <Copied text={details.logPath} what={strings.logPath} isOneLine />
            ),
        },
        { name: strings.size, value: <Size container={container} /> },
      ]}
    />
  </Section>
)
