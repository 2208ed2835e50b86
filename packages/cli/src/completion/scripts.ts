import type { Shell } from './shells.js';

/**
 * What a shell reads once. Each asks `aim completion SHELL -- WORDS…` for the word at the cursor; an
 * answer is a line with the word and, behind a tab, what it is. A line `:path` asks the shell for
 * paths.
 */
export const scripts: Record<Shell, string> = {
  // Bash splits words at =, and counts a value behind it as a word of its own. Nothing here needs
  // more than the bash 3.2 of macOS.
  bash: `# Completion of aim for bash: eval "$(aim completion bash)"
_aim() {
  local word line last cur file i n=0
  local -a words
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if ((n > 0)) && [[ "$word" == '=' || "\${COMP_WORDS[i - 1]}" == '=' ]]; then
      words[n - 1]="\${words[n - 1]}$word"
    else
      words[n]="$word"
      n=$((n + 1))
    fi
  done
  last="\${words[n - 1]}"
  cur="$last"
  if [[ "$last" == --*=* ]]; then cur="\${last#*=}"; fi
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ "$line" == ':path' ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
      continue
    fi
    word="\${line%%$'\\t'*}"
    if [[ "$last" == --*=* ]]; then word="\${word#*=}"; fi
    if [[ "$word" == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done < <(aim completion bash -- "\${words[@]}" 2>/dev/null)
}
complete -F _aim aim
`,
  zsh: `#compdef aim
# Completion of aim for zsh: eval "$(aim completion zsh)", or as a file _aim in a folder of $fpath
_aim() {
  local line word summary wants_path=0
  local -a candidates typed
  typed=("\${(@)words[2,CURRENT]}")
  if [[ "\${words[CURRENT]}" == --*=* ]]; then compset -P '*='; fi
  for line in "\${(@f)$(aim completion zsh -- "\${typed[@]}" 2>/dev/null)}"; do
    if [[ -z "$line" ]]; then continue; fi
    if [[ "$line" == ':path' ]]; then wants_path=1; continue; fi
    word="\${line%%$'\\t'*}"
    summary="\${line#*$'\\t'}"
    if [[ -n "$IPREFIX" ]]; then word="\${word#*=}"; fi
    candidates+=("\${word//:/\\\\:}:$summary")
  done
  if ((wants_path)); then _files; fi
  if ((\${#candidates})); then _describe -t aim aim candidates; fi
}
if [[ "\${funcstack[1]}" == _aim ]]; then _aim "$@"; else compdef _aim aim; fi
`,
  fish: `# Completion of aim for fish: aim completion fish | source
function __aim_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    for line in (aim completion fish -- $words[2..-1] "$typed" 2>/dev/null)
        if test "$line" = ':path'
            __fish_complete_path (string replace -r -- '^--[^=]*=' '' "$typed")
        else
            echo $line
        end
    end
end
complete -c aim -f -a '(__aim_complete)'
`,
  // An empty argument is lost on its way to a program before PowerShell 7.3: the colon keeps it.
  powershell: `# Completion of aim for PowerShell: aim completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName aim -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text })
    aim completion powershell '--' @words ($wordToComplete + ':') 2>$null | ForEach-Object {
        $word, $summary = $_ -split [char]9, 2
        if ($word -ne ':path' -and $word.StartsWith($wordToComplete)) {
            if (-not $summary) { $summary = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $summary)
        }
    }
}
`,
};
