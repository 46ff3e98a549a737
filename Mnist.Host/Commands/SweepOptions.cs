using System.CommandLine;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Commands;

/// <summary>The options of every verb that executes several plans with several seeds.</summary>
/// <param name="defaultSeeds">Where none are given.</param>
internal sealed class SweepOptions(string defaultSeeds)
{
    private readonly Option<string> seeds = Options.Seeds(defaultSeeds);
    private readonly Option<int> parallel = Options.Number(
        "--parallel",
        (1, Options.MostThreads),
        "Runs at a time, each on one thread.",
        () => Math.Min(Environment.ProcessorCount, Options.MostThreads));

    private readonly Option<long?> parameters = Options.MaxParameters();
    private readonly Option<string> backend = Options.Backend();
    private readonly Option<string?> data = Options.Data();
    private readonly Option<string> output = Options.OutputFolder();
    private readonly Option<int?> epochs = Options.Epochs();
    private readonly Option<int?> validation = Options.Validation();
    private readonly Option<bool> json = Options.Json();

    /// <summary>The seeds.</summary>
    public Option<string> Seeds => seeds;

    /// <summary>Runs at a time.</summary>
    public Option<int> Parallel => parallel;

    /// <summary>Whether a program reads the answer.</summary>
    public Option<bool> Json => json;

    /// <summary>Where the data is.</summary>
    public Option<string?> Data => data;

    /// <summary>Gives a verb the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { seeds, parallel, parameters, backend, data, output, epochs, validation, json })
            command.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="plans">Names or files, at least one.</param>
    public SweepRequest Request(ParseResult parsed, ValueList<string> plans) => new(
        plans,
        SeedRange.Parse(parsed.GetRequiredValue(seeds))!,
        parsed.GetValue(parallel),
        new()
        {
            Plan = "",
            Target = new(parsed.GetValue(parameters), null, null),
            Epochs = parsed.GetValue(epochs),
            Backend = parsed.GetRequiredValue(backend),
            Data = parsed.GetValue(data),
            OutputFolder = parsed.GetRequiredValue(output),
            Seed = 0,
            Threads = 1,
            Validation = parsed.GetValue(validation),
            Json = parsed.GetValue(json),
        });
}
