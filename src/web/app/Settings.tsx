import { usePreferences } from '../hooks/use-preferences.ts';
import { useText } from '../hooks/use-text.ts';

/** Language, type size and printing. */
export function Settings() {
  const text = useText();
  const { language, large, change } = usePreferences();
  return (
    <div className="settings">
      <button
        type="button"
        aria-pressed={large}
        onClick={() => {
          change({ large: !large });
        }}
      >
        {text.largeType}
      </button>
      <button
        type="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => {
          change({ language: language === 'zh' ? 'en' : 'zh' });
        }}
      >
        {text.languageSwitch}
      </button>
      <button
        type="button"
        className="print-button"
        onClick={() => {
          window.print();
        }}
      >
        {text.print}
      </button>
    </div>
  );
}
