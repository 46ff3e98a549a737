namespace Mnist.Host.Slurm;

/// <summary>One sentence for each <see cref="SlurmError"/>.</summary>
internal static class SlurmErrorText
{
    private const string NothingLost = "Nothing is lost: the same command, given again, launches only what is missing.";

    public static string Sentence(this SlurmError error) => error.Match(new SlurmError.Cases<string>(
        Missing: e => $"There is no '{e.Program}' here: --launcher slurm needs Slurm's commands; leave it out to execute the runs on this "
            + "machine.",
        Refused: e => $"Slurm's {e.Program} failed with exit code {e.Exit}: {OneLine(e.Said)}. {NothingLost}",
        Silent: e => $"Slurm's {e.Program} has not answered within {e.Seconds:F0} s. {NothingLost}",
        Strange: e => $"Slurm's {e.Program} answered '{OneLine(e.Said)}', which is not understood. {NothingLost}"));

    // Programs say it in several lines, each of which may end with a stop of its own.
    private static string OneLine(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join("; ", lines.Select(line => Visible.Line(line.TrimEnd('.'))));
    }
}
