import { useMemo } from 'react'
import type { Namespace } from '../../../preload/contract/scope.ts'
import { useCapability, useNamespaces, useScope } from '../../store/hooks.ts'
import { openPanel } from '../../store/panels.ts'
import { switchNamespace } from '../../store/scope.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Picker } from '../../ui/Picker.tsx'
import css from './namespaces.module.css'
import { strings } from './strings.ts'

/** More than these are found by typing. */
const fewest = 12

function useOffered(current: Namespace): readonly Namespace[] {
  const { rows } = useNamespaces()
  return useMemo(() => {
    const names = Array.from(rows.values())
      .filter(({ isInternal }) => !isInternal)
      .map(({ name }) => name)
    return [...new Set([current, ...names])].sort((a, b) => a.localeCompare(b))
  }, [rows, current])
}

const create = () => openPanel('new-namespace')

function Switch() {
  const { namespace } = useScope()
  const names = useOffered(namespace)
  const choose = (chosen: string) => {
    const found = names.find((name) => name === chosen)
    if (found !== undefined) switchNamespace(found)
  }
  const trigger = (
    <Button kind="quiet" className={css['trigger']} aria-label={strings.namespace(namespace)}>
      <span className={css['name']}>{namespace}</span>
      <Icon name="down" className={css['caret']} />
    </Button>
  )
  if (names.length > fewest) {
    return (
      <Picker
        trigger={trigger}
        value={namespace}
        options={names}
        onChange={choose}
        label={strings.find}
        nothing={strings.nothing}
        extra={{ label: strings.create, run: create }}
      />
    )
  }
  return (
    <Menu
      trigger={trigger}
      entries={[
        {
          type: 'choice',
          id: 'namespaces',
          label: strings.namespaces,
          value: namespace,
          options: names.map((name) => ({ value: name, label: name })),
          choose,
        },
        { type: 'separator', id: 'more' },
        { id: 'create', label: strings.create, icon: 'plus', run: create },
      ]}
    />
  )
}

/** Which namespace the page looks at; engines without namespaces have none to switch. */
export const NamespaceMenu = () =>
  useCapability('namespaces') && (
    <>
      <span className={css['separator']} aria-hidden="true">
        /
      </span>
      <Switch />
    </>
  )
