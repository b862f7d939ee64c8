import { useState } from 'react'
import type { Problem } from '../../../preload/contract/machine.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import css from './overview.module.css'
import { strings } from './strings.ts'

/** Why it does not run, what to do about it, and the program's own last words one click away. */
export function ProblemBanner({ problem }: { problem: Problem }) {
  const [isOpen, setOpen] = useState(false)
  const hasTail = problem.logTail.length > 0
  return (
    <>
      <Banner
        tone="failed"
        error={problem}
        action={
          hasTail && (
            <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? strings.hideTail : strings.showTail}
            </Button>
          )
        }
      />
      {isOpen && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard
        <pre className={css['tail']} tabIndex={0} aria-label={strings.logTail}>
          {problem.logTail.join('\n')}
        </pre>
      )}
    </>
  )
}
