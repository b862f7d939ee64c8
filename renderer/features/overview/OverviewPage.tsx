import { useMemo } from 'react'
import { z } from 'zod'
import { usePreference } from '../../lib/preferences.ts'
import { useTitle } from '../../lib/title.ts'
import { goTo } from '../../lib/address.ts'
import { useCapability, useContainers, useMachine } from '../../store/hooks.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageHead } from '../../ui/Card.tsx'
import { DeathsCard, RunningCard } from './ContainerCards.tsx'
import { EngineCard } from './EngineCard.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { MachineCard } from './MachineCard.tsx'
import css from './overview.module.css'
import { strings } from './strings.ts'
import { TasksCard } from './TasksCard.tsx'

const Done = z.boolean()

function useFirstSteps(isLoaded: boolean, hasContainers: boolean) {
  const [isDone, setDone] = usePreference('first-steps.done', Done, false)
  const [isBegun, setBegun] = usePreference('first-steps.begun', Done, false)
  // Who comes with containers of their own needs no first steps; who began them finishes them.
  const isShown = isLoaded && !isDone && (isBegun || !hasContainers)
  return {
    isShown,
    begin: () => {
      if (!isBegun) setBegun(true)
    },
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
  const steps = useFirstSteps(table.status !== 'loading', containers.length > 0)
  return (
    <>
      <PageHead title={strings.title}>
        <RunButton />
      </PageHead>
      <div className={css['page']}>
        <div className={css['columns']}>
          <div className={css['column']} onClickCapture={steps.isShown ? steps.begin : undefined}>
            {steps.isShown && (
              <FirstSteps machine={machine} containers={containers} onDone={steps.finish} />
            )}
            {machine !== undefined && <MachineCard machine={machine} running={running} />}
            {machine === undefined && status === 'stale' && <Banner tone="failed" error={error} />}
            <DeathsCard containers={containers} />
          </div>
          <div className={css['column']}>
            <RunningCard containers={containers} />
            <TasksCard />
            {machine !== undefined && <EngineCard machine={machine} />}
          </div>
        </div>
      </div>
    </>
  )
}
