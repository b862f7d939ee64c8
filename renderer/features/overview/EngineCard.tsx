import type { Machine } from '../../../preload/contract/machine.ts'
import { Card, KeyValues } from '../../ui/Card.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import css from './overview.module.css'
import { strings } from './strings.ts'

const Path = ({ name, path }: { name: string; path: string }) => (
  <span className={css['path']}>
    <code title={path}>{path}</code>
    <CopyButton text={path} label={strings.copyPath(name)} />
  </span>
)

const kinds = ['home', 'logs', 'containerdSocket', 'buildkitSocket'] as const

/** What it is made of, and where its things are. */
export const EngineCard = ({ machine }: { machine: Machine }) => (
  <Card title={strings.engine}>
    <KeyValues
      items={Object.entries(machine.versions).map(([name, version]) => ({
        name: strings.program[name] ?? name,
        value: version.replace(/^v/, ''),
      }))}
    />
    <h3 className={css['part']}>{strings.paths}</h3>
    <KeyValues
      items={kinds.map((kind) => {
        const path = machine.paths[kind]
        const name = strings.path[kind]
        return { name, value: path === undefined ? undefined : <Path name={name} path={path} /> }
      })}
    />
  </Card>
)
