import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useMemo } from 'react';
import { PreferencesContext, useStoredPreferences } from '../hooks/use-preferences.ts';
import { antdTheme } from '../theme/antd-theme.ts';
import { Gate } from '../session/Gate.tsx';
import { CurrentPage } from './CurrentPage.tsx';
import { Shell } from './Shell.tsx';

/** The application: preferences, theme, frame and the page of the address. */
export function App() {
  const preferences = useStoredPreferences();
  const theme = useMemo(() => antdTheme(preferences.large), [preferences.large]);
  useEffect(() => {
    document.documentElement.lang = preferences.language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset['large'] = String(preferences.large);
  }, [preferences.language, preferences.large]);
  return (
    <PreferencesContext value={preferences}>
      <ConfigProvider
        theme={theme}
        locale={preferences.language === 'zh' ? zhCN : enUS}
        button={{ autoInsertSpace: false }}
      >
        <Gate>
          <Shell>
            <CurrentPage />
          </Shell>
        </Gate>
      </ConfigProvider>
    </PreferencesContext>
  );
}
