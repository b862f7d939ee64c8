import { useEffect, useMemo } from 'react'
import { z } from 'zod'
import { usePreference } from '../../lib/preferences.ts'
import { useTitle } from '../../lib/title.ts'
import { goTo } from '../../lib/address.ts'
import { useStatus } from '../../store/backend.tsx'
import { useCapability, useContainers, useMachine } from '../../store/hooks.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageHead } from '../../ui/Card.tsx'
import { Time } from '../../ui/Time.tsx'
import { DeathsCard, RunningCard } from './ContainerCards.tsx'
import { EngineCard } from './EngineCard.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { MachineCard } from './MachineCard.tsx'
import css from './overview.module.css'
import { strings } from './strings.ts'
import { TasksCard } from './TasksCard.tsx'

const Done = z.boolean()

function useFirstSteps(isLive: boolean, hasContainers: boolean) {
  const [isDone, setDone] = usePreference('first-steps.done', Done, false)
  const [isBegun, setBegun] = usePreference('first-steps.begun', Done, false)
  // Who comes with containers of their own needs no first steps; who began them finishes them.
  const isNeedless = isLive && hasContainers && !isBegun
  useEffect(() => {
    if (isNeedless && !isDone) setDone(true)
  }, [isNeedless, isDone, setDone])
  return {
    isShown: !isDone && !isNeedless,
    begin: () => setBegun(true),
    finish: () => setDone(true),
  }
}

const RunButton = () =>
  useCapability('run') && (
    <Button kind="primary" onClick={() => goTo('/containers', { run: 'new' })}>
      {strings.run}
    </Button>
  )

/** What is up, what is down and why, and the machine under it. */
export function OverviewPage() {
  useTitle(strings.title)
  const { value: machine, error, status } = useMachine()
  const table = useContainers()
  const containers = useMemo(() => [...table.rows.values()], [table.rows])
  const running = containers.filter(({ state }) => state === 'running').length
  // The backend itself being away is said by the frame.
  const isHere = useStatus() === 'connected'
  const steps = useFirstSteps(table.status === 'live', containers.length > 0)
  const isUp = machine?.status === 'running' || machine?.status === 'degraded'
  const isSilent = table.status === 'stale' && isUp
  const isGuided = steps.isShown && table.status !== 'loading' && !isSilent
  return (
    <>
      <PageHead title={strings.title}>
        <RunButton />
      </PageHead>
      <div className={css['page']}>
        <div className={css['columns']}>
          <div className={css['column']}>
            {isSilent && isHere && (
              <Banner tone="failed" error={table.error}>
                {table.since !== undefined && (
                  <b>
                    {strings.silentSince} <Time at={table.since} />.
                  </b>
                )}
              </Banner>
            )}
            {isGuided && (
              <FirstSteps
                machine={machine}
                containers={containers}
                onBegin={steps.begin}
                onDone={steps.finish}
              />
            )}
            {machine !== undefined && (
              <MachineCard machine={machine} running={running} isGuided={isGuided} />
            )}
            {machine === undefined && status === 'stale' && <Banner tone="failed" error={error} />}
            <DeathsCard containers={containers} status={table.status} />
          </div>
          <div className={css['column']}>
            <RunningCard containers={containers} status={table.status} />
            <TasksCard />
            {machine !== undefined && <EngineCard machine={machine} />}
          </div>
        </div>
      </div>
    </>
  )
}
