import type { Settings } from '../../../preload/contract/settings.ts'
import { useTitle } from '../../lib/title.ts'
import { useActions } from '../../store/backend.tsx'
import { useSettings } from '../../store/hooks.ts'
import { Card, PageHead } from '../../ui/Card.tsx'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/toggles.tsx'
import { AboutCard } from './AboutCard.tsx'
import { NumberSetting } from './NumberSetting.tsx'
import css from './settings.module.css'
import { ShellCard } from './ShellCard.tsx'
import { strings } from './strings.ts'

type Change = (changes: Partial<Settings>) => void
type Part = { settings: Settings; change: Change }

const options = <Value extends string>(
  labels: Readonly<Record<Value, string>>,
  values: readonly Value[],
) => values.map((value) => ({ value, label: labels[value] }))

const Looks = ({ settings, change }: Part) => (
  <Card title={strings.looks}>
    <Field label={strings.theme} className={css['choice']}>
      <Select
        value={settings.theme}
        onChange={(theme) => change({ theme })}
        options={options<Settings['theme']>(strings.themes, ['system', 'dark', 'light'])}
      />
    </Field>
  </Card>
)

const AppPart = ({ settings, change }: Part) => (
  <Card title={strings.app}>
    <div className={css['stack']}>
      <Switch
        label={strings.startMachine}
        hint={strings.startMachineHint}
        isOn={settings.startMachineWithApp}
        onChange={(startMachineWithApp) => change({ startMachineWithApp })}
      />
      <Switch
        label={strings.keepInTray}
        hint={strings.keepInTrayHint}
        isOn={settings.keepInTray}
        onChange={(keepInTray) => change({ keepInTray })}
      />
      <Field
        label={strings.onQuit}
        hint={strings.onQuitHint[settings.onQuit]}
        className={css['choice']}
      >
        <Select
          value={settings.onQuit}
          onChange={(onQuit) => change({ onQuit })}
          options={options<Settings['onQuit']>(strings.onQuits, ['keep-running', 'stop-machine'])}
        />
      </Field>
    </div>
  </Card>
)

const TerminalPart = ({ settings, change }: Part) => (
  <Card title={strings.terminal}>
    <div className={css['stack']}>
      <NumberSetting
        label={strings.fontSize}
        value={settings.terminalFontSize}
        min={8}
        max={32}
        onCommit={(terminalFontSize) => change({ terminalFontSize })}
      />
      <NumberSetting
        label={strings.logLines}
        hint={strings.logLinesHint}
        value={settings.logLinesKept}
        min={1_000}
        max={1_000_000}
        step={1_000}
        onCommit={(logLinesKept) => change({ logLinesKept })}
      />
    </div>
  </Card>
)

/** What can be chosen; each choice counts at once. */
export function SettingsPage() {
  useTitle(strings.title)
  const settings = useSettings()
  const { updateSettings } = useActions()
  // Tells its failures itself; the switch follows the feed and so shows what really is.
  const change: Change = (changes) => void updateSettings(changes)
  return (
    <>
      <PageHead title={strings.title} />
      <div className={css['page']}>
        {settings !== undefined && (
          <>
            <Looks settings={settings} change={change} />
            <AppPart settings={settings} change={change} />
            <TerminalPart settings={settings} change={change} />
          </>
        )}
        <ShellCard />
        <AboutCard />
      </div>
    </>
  )
}
