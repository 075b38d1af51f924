import type { ThemeConfig } from 'antd';

/** Ant Design in the colours and sizes of the house; `large` is 适老 mode. */
export function antdTheme(large: boolean): ThemeConfig {
  return {
    token: {
      fontFamily: 'inherit',
      fontSize: large ? 18 : 14,
      controlHeight: large ? 44 : 32,
      borderRadius: 4,
      colorPrimary: '#1d4f91',
      colorLink: '#1d4f91',
      colorText: '#18212c',
      colorTextSecondary: large ? '#36404b' : '#4b5763',
      colorTextPlaceholder: large ? '#4b5560' : '#626d79',
      colorBorder: '#8b96a3',
      motion: false,
    },
  };
}
