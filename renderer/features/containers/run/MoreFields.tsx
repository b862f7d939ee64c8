import { Field, TextField } from '../../../ui/Field.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Checkbox } from '../../../ui/toggles.tsx'
import type { Editing } from './editing.ts'
import type { RunForm } from './form.ts'
import { PairRows } from './PairRows.tsx'
import css from './run.module.css'
import { strings } from './strings.ts'

type TextKey = {
  [Key in keyof RunForm]: string extends RunForm[Key] ? Key : never
}[keyof RunForm]
type FlagKey = {
  [Key in keyof RunForm]: RunForm[Key] extends boolean ? Key : never
}[keyof RunForm]

const Text = ({
  editing: { form, errors, change },
  field,
  label,
  placeholder,
}: {
  editing: Editing
  field: TextKey
  label: string
  placeholder?: string
}) => (
  <TextField
    label={label}
    value={form[field]}
    onChange={(value) => change({ [field]: value })}
    error={errors[field]}
    placeholder={placeholder}
    isMono
  />
)

const Flag = ({
  editing: { form, change },
  field,
  label,
  hint,
}: {
  editing: Editing
  field: FlagKey
  label: string
  hint?: string
}) => (
  <Checkbox
    label={label}
    isOn={form[field]}
    onChange={(isOn) => change({ [field]: isOn })}
    hint={hint}
  />
)

const restartOptions = (['no', 'on-failure', 'always', 'unless-stopped'] as const).map((value) => ({
  value,
  label: strings.restartChoices[value],
}))
const pullOptions = (['missing', 'always', 'never'] as const).map((value) => ({
  value,
  label: strings.pullChoices[value],
}))

const Life = ({ editing }: { editing: Editing }) => (
  <div className={css['pair']}>
    <Field label={strings.restart} error={editing.errors['restart']}>
      <Select
        value={editing.form.restart}
        onChange={(restart) => editing.change({ restart })}
        options={restartOptions}
      />
    </Field>
    {editing.form.restart === 'on-failure' && (
      <Text editing={editing} field="restartRetries" label={strings.restartRetries} />
    )}
    <Field label={strings.pull} error={editing.errors['pull']}>
      <Select
        value={editing.form.pull}
        onChange={(pull) => editing.change({ pull })}
        options={pullOptions}
      />
    </Field>
  </div>
)

const Limits = ({ editing }: { editing: Editing }) => (
  <div className={css['pair']}>
    <Text editing={editing} field="cpus" label={strings.cpus} placeholder={strings.noLimit} />
    <Text editing={editing} field="memory" label={strings.memory} placeholder={strings.noLimit} />
    <Text editing={editing} field="pids" label={strings.pids} placeholder={strings.noLimit} />
  </div>
)

const Health = ({ editing }: { editing: Editing }) => (
  <>
    <Text
      editing={editing}
      field="healthCommand"
      label={strings.health}
      placeholder={strings.healthPlaceholder}
    />
    {editing.form.healthCommand !== '' && (
      <div className={css['pair']}>
        <Text
          editing={editing}
          field="healthInterval"
          label={strings.healthInterval}
          placeholder="30s"
        />
        <Text
          editing={editing}
          field="healthTimeout"
          label={strings.healthTimeout}
          placeholder="30s"
        />
        <Text
          editing={editing}
          field="healthRetries"
          label={strings.healthRetries}
          placeholder="3"
        />
        <Text
          editing={editing}
          field="healthStartPeriod"
          label={strings.healthStartPeriod}
          placeholder="0s"
        />
      </div>
    )}
  </>
)

const Identity = ({ editing }: { editing: Editing }) => (
  <div className={css['pair']}>
    <Text
      editing={editing}
      field="network"
      label={strings.network}
      placeholder={strings.networkPlaceholder}
    />
    <Text editing={editing} field="hostname" label={strings.hostname} />
    <Text
      editing={editing}
      field="user"
      label={strings.user}
      placeholder={strings.userPlaceholder}
    />
    <Text
      editing={editing}
      field="workingDirectory"
      label={strings.workingDirectory}
      placeholder="/"
    />
    <Text editing={editing} field="entrypoint" label={strings.entrypoint} />
  </div>
)

const Rights = ({ editing }: { editing: Editing }) => (
  <div className={css['pair']}>
    <Text
      editing={editing}
      field="addedCapabilities"
      label={strings.addedCapabilities}
      placeholder={strings.capabilitiesPlaceholder}
    />
    <Text
      editing={editing}
      field="droppedCapabilities"
      label={strings.droppedCapabilities}
      placeholder="ALL"
    />
  </div>
)

/** What most containers do without. */
export const MoreFields = ({ editing }: { editing: Editing }) => (
  <div className={css['form']}>
    <Life editing={editing} />
    <Limits editing={editing} />
    <Identity editing={editing} />
    <Health editing={editing} />
    <Rights editing={editing} />
    <PairRows editing={editing} list="labels" />
    <div className={css['toggles']}>
      <Flag editing={editing} field="removesItself" label={strings.removesItself} />
      <Flag editing={editing} field="hasTerminal" label={strings.hasTerminal} />
      <Flag editing={editing} field="isReadOnly" label={strings.isReadOnlyRoot} />
      <Flag
        editing={editing}
        field="isPrivileged"
        label={strings.isPrivileged}
        hint={strings.isPrivilegedHint}
      />
    </div>
  </div>
)
