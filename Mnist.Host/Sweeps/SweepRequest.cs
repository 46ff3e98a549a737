using Mnist.Host.Runs;
using Mnist.Host.Variations;

namespace Mnist.Host.Sweeps;

/// <summary>What <c>mnist sweep</c> was asked for.</summary>
/// <param name="Plans">Names of the catalogue or files, at least one.</param>
/// <param name="Seeds">At least one, each once.</param>
/// <param name="Parallel">Runs at a time, at least 1.</param>
/// <param name="Common">What all runs share; plan, seed and threads are those of each run.</param>
internal sealed record SweepRequest(ValueList<string> Plans, ValueList<long> Seeds, int Parallel, TrainRequest Common)
{
    /// <summary>Fields of the plans that are varied: every combination of their values is a plan of its own.</summary>
    public ValueList<VariedField> Varied { get; init; } = [];

    /// <summary>Whether the worse half of the plans is dropped after each round of seeds.</summary>
    public bool Halve { get; init; }

    /// <summary>Whether it drops plans by the images that should judge at the end.</summary>
    public bool ChoosesOnTest => Halve && Common.Validation is null;

    /// <summary>The request for each plan and variant of it.</summary>
    public ValueList<TrainRequest> Variants =>
    [
        .. from plan in Plans
           from settings in VariedField.Combinations(Varied)
           select Common with { Plan = plan, Settings = settings },
    ];

    /// <summary>Verb and plans, as a user asked for them.</summary>
    public string Asked { get; init; } = $"sweep {string.Join(' ', Plans)}";

    /// <summary>The command that does the same again.</summary>
    public string Command => string.Concat(
        [
            $"mnist {Asked}",
            .. Varied.Select(varied => $" --set {ShellWord.Of($"{varied}")}"),
            $" --seeds {SeedRange.Text(Seeds)}",
            Option("--epochs", Common.Epochs),
            Option("--validation", Common.Validation),
            Option("--max-params", Common.Target.MaxParameters),
            Halve ? " --halve" : "",
        ]);

    private static string Option(string name, long? value) => value is { } given ? $" {name} {given}" : "";
}
