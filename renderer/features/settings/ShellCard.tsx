import { Card } from '../../ui/Card.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import css from './settings.module.css'
import { strings } from './strings.ts'

const line = 'eval "$(npm run --silent env)"'

/** The same engine in a terminal of one's own. */
export const ShellCard = () => (
  <Card title={strings.shell}>
    <p className={css['dim']}>{strings.shellText}</p>
    <div className={css['command']}>
      <code>{line}</code>
      <CopyButton text={line} label={strings.copy} />
    </div>
  </Card>
)
