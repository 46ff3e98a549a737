using System.CommandLine;
using System.CommandLine.Parsing;
using Mnist.Host.Sweeps;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>The option that drops plans on the way.</summary>
internal sealed class HalvingOption
{
    private readonly Option<bool> halve = new("--halve")
    {
        Description = "Execute in rounds, with 2, 4, 8 and so on of the seeds; after each only the better half of the plans goes on, by "
            + "the mean of the last epochs. Choose with --validation, and measure what is left again on other seeds.",
    };

    /// <summary>Gives a verb the option, and refuses it where it can do nothing.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="seeds">Its seeds.</param>
    /// <param name="launch">Who executes.</param>
    /// <param name="namesPlans">Whether a command line begins a sweep.</param>
    public void AddTo(Command command, Option<string> seeds, LaunchOptions launch, Func<CommandResult, bool> namesPlans)
    {
        command.Add(halve);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(halve))
                return;
            if (!namesPlans(result))
                result.AddError($"{halve.Name} goes with plans; a sweep that was begun with it keeps to it.");
            if (launch.IsSlurm(result))
                result.AddError($"{halve.Name} does not go with --launcher slurm: each round needs what the one before it brought, and a "
                    + "job array is queued before any run has ended. Leave one of the two out.");
            if (result.GetValue(seeds) is { } text && SeedRange.Parse(text) is { Count: <= Halving.FirstSeeds })
                result.AddError($"{halve.Name} needs at least {Halving.FirstSeeds + 1} seeds: the first plans are dropped after "
                    + $"{Halving.FirstSeeds}, so that the others go on with more.");
        });
    }

    /// <summary>Whether it was given.</summary>
    public bool Of(ParseResult parsed) => parsed.GetValue(halve);
}
