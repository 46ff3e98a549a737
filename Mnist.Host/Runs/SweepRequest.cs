namespace Mnist.Host.Runs;

/// <summary>What <c>mnist sweep</c> was asked for.</summary>
/// <param name="Plans">Names of the catalogue or files, at least one.</param>
/// <param name="Seeds">At least one, each once.</param>
/// <param name="Parallel">Runs at a time, at least 1.</param>
/// <param name="Common">What all runs share; plan, seed and threads are those of each run.</param>
internal sealed record SweepRequest(ValueList<string> Plans, ValueList<long> Seeds, int Parallel, TrainRequest Common)
{
    /// <summary>Verb and plans, as a user asked for them.</summary>
    public string Asked { get; init; } = $"sweep {string.Join(' ', Plans)}";

    /// <summary>The command that does the same again.</summary>
    public string Command => string.Concat(
        $"mnist {Asked} --seeds {SeedRange.Text(Seeds)}",
        Option("--epochs", Common.Epochs),
        Option("--validation", Common.Validation),
        Option("--max-params", Common.Target.MaxParameters));

    /// <summary>The request for the runs of one plan.</summary>
    /// <param name="plan">One of <see cref="Plans"/>.</param>
    public TrainRequest Of(string plan) => Common with { Plan = plan };

    private static string Option(string name, long? value) => value is { } given ? $" {name} {given}" : "";
}
