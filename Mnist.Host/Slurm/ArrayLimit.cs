using System.Globalization;

namespace Mnist.Host.Slurm;

/// <summary>How many tasks a job array may have.</summary>
internal static class ArrayLimit
{
    private const string Setting = "MaxArraySize";

    /// <summary>The call that asks for Slurm's configuration.</summary>
    public static SlurmCall Call { get; } = new("scontrol", ["show", "config"]);

    /// <summary>The limit: numbers of tasks, which begin at 0, are below MaxArraySize.</summary>
    /// <param name="answer">Of <see cref="Call"/>: lines of NAME = VALUE.</param>
    public static Validation<int, SlurmError> Parse(string answer) => answer
        .Split('\n')
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(line => line is [Setting, _]) is [_, var value]
        && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && size > 0
        ? size
        : new SlurmError.Strange("scontrol", $"no {Setting}");
}
