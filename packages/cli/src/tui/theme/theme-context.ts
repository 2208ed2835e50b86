import { createContext, useContext } from 'react';
import { plainTheme, type Look, type Theme, type Token } from './theme.js';

export const ThemeContext = createContext<Theme>(plainTheme);

/** How the theme in force shows a meaning. */
export function useLook(token: Token): Look {
  return useContext(ThemeContext)[token];
}
