import type { Connection } from '../../../preload/contract/system.ts'
import { useInfo } from '../../store/hooks.ts'
import { Card, KeyValues } from '../../ui/Card.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import css from './settings.module.css'
import { strings } from './strings.ts'

const engine = ({ name, engine, isDemo }: Connection) =>
  `${name} (${engine}${isDemo ? `, ${strings.demo}` : ''})`

/** What runs here. */
export function AboutCard() {
  const info = useInfo()
  if (info === undefined) return undefined
  return (
    <Card title={strings.about}>
      <KeyValues
        items={[
          { name: strings.version, value: info.version },
          { name: strings.runtime, value: info.node },
          { name: strings.platform, value: info.platform },
          { name: strings.engines, value: info.connections.map(engine).join(', ') },
          {
            name: strings.home,
            value: (
              <span className={css['path']}>
                <code>{info.home}</code>
                <CopyButton text={info.home} label={strings.copyHome} />
              </span>
            ),
          },
        ]}
      />
    </Card>
  )
}
