namespace Mnist.Host.Slurm;

/// <summary>The script that every task of a job array runs.</summary>
internal static class BatchScript
{
    /// <summary>The script's text.</summary>
    /// <param name="command">The program and its arguments; the task's number follows them.</param>
    /// <param name="variables">Environment variables to set.</param>
    public static string Text(ValueList<string> command, ValueList<(string Name, string Value)> variables) => string.Join(
        '\n',
        [
            "#!/bin/sh",
            .. variables.Select(variable => $"export {variable.Name}={ShellWord.Quoted(variable.Value)}"),
            "# In place of the shell, so that signals reach the program: it keeps what it has and can be resumed.",
            $"exec {string.Join(' ', command.Select(ShellWord.Quoted))} \"$SLURM_ARRAY_TASK_ID\"",
            "",
        ]);
}
