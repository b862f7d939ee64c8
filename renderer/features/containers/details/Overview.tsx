import type { Container } from '../../../../preload/contract/containers.ts'
import { Banner } from '../../../ui/Banner.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Skeleton, useIsSlow } from '../../../ui/Skeleton.tsx'
import css from './overview.module.css'
import { EnvironmentSection } from './Environment.tsx'
import { HealthSection } from './HealthChecks.tsx'
import { LabelsSection } from './Labels.tsx'
import { MountsSection, NetworksSection, PortsSection } from './Outside.tsx'
import { Section } from './Section.tsx'
import { IdentitySection, ProgramSection, StateSection } from './StateFacts.tsx'
import { strings } from './strings.ts'
import { useDetails } from './useDetails.ts'
import type { Known } from './useDetails.ts'

export const Unreadable = ({ error, retry }: Pick<Known, 'error' | 'retry'>) =>
  error !== undefined && (
    <Banner
      className={css['banner']}
      tone="failed"
      error={error}
      action={
        <Button size="small" onClick={retry}>
          {strings.retry}
        </Button>
      }
    >
      <b>{strings.unreadable}</b>
    </Banner>
  )

const Coming = () => (
  <Section title={strings.environment}>
    <div className={css['coming']} role="status" aria-label={strings.loading}>
      <Skeleton width="70%" />
      <Skeleton width="50%" />
      <Skeleton width="60%" />
    </div>
  </Section>
)

/** What one wants to know of a container: what it is at the left, what it touches at the right. */
export function Overview({ container }: { container: Container }) {
  const { details, error, retry } = useDetails(container)
  const isSlow = useIsSlow(details === undefined && error === undefined)
  const health = {
    // What is well can wait; what is not is why one is here.
    isUrgent: container.health?.status === 'unhealthy',
    section: details && <HealthSection container={container} log={details.healthLog} />,
  }
  return (
    <div
      className={css['overview']}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
      tabIndex={0}
      role="region"
      aria-label={strings.tab('overview')}
    >
      <Unreadable error={error} retry={retry} />
      <div className={css['columns']}>
        <div className={css['column']}>
          <StateSection container={container} />
          {health.isUrgent && health.section}
          <ProgramSection container={container} details={details} />
          <IdentitySection container={container} details={details} />
        </div>
        <div className={css['column']}>
          <PortsSection container={container} />
          {!health.isUrgent && health.section}
          <MountsSection container={container} />
          <NetworksSection container={container} details={details} />
          {isSlow && <Coming />}
          {details !== undefined && <EnvironmentSection lines={details.environment} />}
          <LabelsSection container={container} />
        </div>
      </div>
    </div>
  )
}
