import { Button, IconButton } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Checkbox } from '../../../ui/toggles.tsx'
import { rowError, withRow } from './editing.ts'
import type { Editing } from './editing.ts'
import { noMount } from './mounts.ts'
import type { MountRow } from './mounts.ts'
import css from './run.module.css'
import { strings } from './strings.ts'

const kinds = (['volume', 'bind', 'tmpfs'] as const).map((value) => ({
  value,
  label: strings.mountTypes[value],
}))

const Row = ({ editing, index, row }: { editing: Editing; index: number; row: MountRow }) => {
  const { form, errors, change } = editing
  const put = (next?: MountRow) => change({ mounts: withRow(form.mounts, index, next) })
  const place = index + 1
  return (
    <div className={css['mount']}>
      <Select
        label={strings.mountType(place)}
        value={row.type}
        onChange={(type) => put({ ...row, type })}
        options={kinds}
      />
      <TextField
        label={strings.source(place)}
        isLabelHidden
        value={row.type === 'tmpfs' ? '' : row.source}
        disabled={row.type === 'tmpfs'}
        onChange={(source) => put({ ...row, source })}
        error={rowError(errors, 'mounts', index, 'source')}
        placeholder={strings.sourcePlaceholders[row.type]}
        isMono
      />
      <TextField
        label={strings.destination(place)}
        isLabelHidden
        value={row.destination}
        onChange={(destination) => put({ ...row, destination })}
        error={rowError(errors, 'mounts', index, 'destination')}
        placeholder={strings.destinationPlaceholder}
        isMono
      />
      <span className={css['beside']}>
        <Checkbox
          label={strings.isReadOnly}
          isOn={row.isReadOnly}
          onChange={(isReadOnly) => put({ ...row, isReadOnly })}
        />
      </span>
      <IconButton
        icon="close"
        kind="quiet"
        label={strings.removeMount(place)}
        onClick={() => put()}
      />
    </div>
  )
}

/** Volumes, folders of the machine, and memory; what the image declares is one press away. */
export function MountRows({ editing, offered }: { editing: Editing; offered: readonly string[] }) {
  const { form, change } = editing
  const missing = offered.filter(
    (path) => !form.mounts.some(({ destination }) => destination === path),
  )
  const add = (row: MountRow) => change({ mounts: [...form.mounts, row] })
  return (
    <fieldset className={css['group']}>
      <legend>{strings.mounts}</legend>
      {form.mounts.map((row, index) => (
        <Row key={index} editing={editing} index={index} row={row} />
      ))}
      <div className={css['adds']}>
        <Button size="small" kind="quiet" icon="plus" onClick={() => add(noMount)}>
          {strings.addMount}
        </Button>
        {missing.map((path) => (
          <Button key={path} size="small" onClick={() => add({ ...noMount, destination: path })}>
            {strings.keep(path)}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}
