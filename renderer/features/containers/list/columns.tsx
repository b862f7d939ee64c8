import type { Container } from '../../../../preload/contract/containers.ts'
import { Time } from '../../../ui/Time.tsx'
import type { Column } from '../../../ui/table/model.ts'
import { shortImage } from '../image-name.ts'
import { compareAge, compareImage, compareName, comparePort, compareState } from '../sorting.ts'
import { strings } from '../strings.ts'
import { CpuCell, MemoryCell, NameCell, PortsCell, StateCell } from './cells.tsx'
import css from './list.module.css'

const title = strings.column

export const columns: readonly Column<Container>[] = [
  {
    id: 'name',
    header: title.name,
    width: 150,
    grow: 1.3,
    isFixed: true,
    sort: compareName,
    cell: (container) => <NameCell container={container} />,
  },
  {
    id: 'state',
    header: title.state,
    width: 130,
    isHiddenAtFirst: true,
    sort: compareState,
    cell: (container) => <StateCell container={container} />,
  },
  {
    id: 'image',
    header: title.image,
    width: 90,
    grow: 1.2,
    sort: compareImage,
    cell: ({ image }) => (
      <span className={css['dim']} title={image}>
        {shortImage(image)}
      </span>
    ),
  },
  {
    id: 'ports',
    header: title.ports,
    width: 112,
    grow: 0.7,
    sort: comparePort,
    cell: (container, { tabIndex }) => <PortsCell ports={container.ports} tabIndex={tabIndex} />,
  },
  {
    id: 'cpu',
    header: title.cpu,
    width: 108,
    cell: (container) => <CpuCell container={container} />,
  },
  {
    id: 'memory',
    header: title.memory,
    width: 72,
    align: 'end',
    cell: (container) => <MemoryCell container={container} />,
  },
  {
    id: 'age',
    header: title.age,
    width: 52,
    align: 'end',
    sort: compareAge,
    cell: ({ createdAt }) => (
      <span className={css['dim']}>
        <Time at={createdAt} />
      </span>
    ),
  },
  {
    id: 'networks',
    header: title.networks,
    width: 130,
    isHiddenAtFirst: true,
    cell: ({ networks }) => (
      <span className={css['dim']}>{networks.map(({ name }) => name).join(', ')}</span>
    ),
  },
  {
    id: 'command',
    header: title.command,
    width: 200,
    isHiddenAtFirst: true,
    cell: ({ command }) => <code title={command.join(' ')}>{command.join(' ')}</code>,
  },
  {
    id: 'id',
    header: title.id,
    width: 110,
    isHiddenAtFirst: true,
    cell: ({ id }) => <code title={id}>{id.slice(0, 12)}</code>,
  },
]
