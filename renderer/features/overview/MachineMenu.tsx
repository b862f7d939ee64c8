import { useState } from 'react'
import type { Machine } from '../../../preload/contract/machine.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { LogDialog } from './LogDialog.tsx'
import type { Program } from './LogDialog.tsx'
import { strings } from './strings.ts'

/** What is wanted of the machine less often. */
export function MachineMenu({ machine }: { machine: Machine }) {
  const [program, setProgram] = useState<Program>()
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton icon="more" label={strings.more} />}
        entries={[
          {
            id: 'containerd',
            label: strings.containerdLog,
            icon: 'logs',
            run: () => setProgram('containerd'),
          },
          {
            id: 'buildkitd',
            label: strings.buildkitLog,
            icon: 'logs',
            run: () => setProgram('buildkitd'),
          },
        ]}
      />
      {program !== undefined && (
        <LogDialog
          connection={machine.id}
          program={program}
          onClose={() => setProgram(undefined)}
        />
      )}
    </>
  )
}
