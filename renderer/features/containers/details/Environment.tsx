import { useMemo, useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { splitPair } from '../run/environment.ts'
import { isSecret } from '../secrets.ts'
import css from './overview.module.css'
import { Filtered } from './Filtered.tsx'
import type { Pair } from './Filtered.tsx'
import { strings } from './strings.ts'

const mask = '••••••••'

function Variable({ name, value }: Pair) {
  const [isShown, setShown] = useState(false)
  const isMasked = isSecret(name, value)
  return (
    <>
      <code className={css['pairName']}>{name}</code>
      <code className={css['pairValue']}>
        {isMasked && !isShown ? (
          <span aria-label={strings.hidden} role="img">
            {mask}
          </span>
        ) : (
          value
        )}
      </code>
      <span className={css['pairTools']}>
        {isMasked && (
          <Button
            kind="quiet"
            size="small"
            aria-label={isShown ? strings.hide(name) : strings.reveal(name)}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? strings.hideShort : strings.revealShort}
          </Button>
        )}
        <CopyButton text={value} label={strings.copyValue(name)} />
      </span>
    </>
  )
}

/** Variables; what looks like a secret is masked until it is asked for. */
export function EnvironmentSection({ lines }: { lines: readonly string[] }) {
  const pairs = useMemo(() => lines.map(splitPair), [lines])
  return (
    <Filtered title={strings.environment} pairs={pairs} empty={strings.noEnvironment}>
      {(pair) => <Variable {...pair} />}
    </Filtered>
  )
}
