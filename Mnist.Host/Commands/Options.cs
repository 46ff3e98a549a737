using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Mnist.Domain.Analysis;
using Mnist.Engine.Selection;
using Mnist.Host.Presentation;
using Mnist.Host.Runs;

namespace Mnist.Host.Commands;

/// <summary>Arguments and options that several verbs share.</summary>
internal static class Options
{
    /// <summary>The plan of the main job.</summary>
    public const string MainPlan = "flagship";

    /// <summary>Most threads of a run, and most runs side by side: more than the cores of any machine, and each takes memory.</summary>
    public const int MostThreads = 1_024;

    public const string JsonName = "--json";

    public const string VerboseName = "--verbose";

    public static Argument<string> Plan(string name = "PLAN") =>
        new(name) { Description = "A name of the catalogue (see `mnist list`) or a .json file." };

    public static Option<bool> Json() => new(JsonName) { Description = "Print one JSON document and nothing else on standard output." };

    public static Option<bool> Verbose() => new(VerboseName) { Description = "Tell details on standard error.", Recursive = true };

    public static Option<string?> Data() => new("--data")
    {
        HelpName = "DIR",
        Description = "Folder of the data set's files, or 'synthetic'; default MNIST_DATA, then the cache folder, then a download into it.",
    };

    public static Option<string> OutputFolder() => new("--out")
    {
        HelpName = "DIR",
        Description = "Folder that run directories go into.",
        DefaultValueFactory = _ => "runs",
    };

    public static Option<string> Backend() => new("--backend")
    {
        HelpName = "NAME",
        Description = "What does the arithmetic: torch, simd, or auto for the first that is to be had.",
        DefaultValueFactory = _ => BackendCatalog.Auto,
    };

    public static Option<int> Threads() => Within(1, MostThreads, new Option<int>("--threads")
    {
        HelpName = "N",
        Description = "Threads to compute with; the result does not depend on it.",
        DefaultValueFactory = _ => Math.Min(Environment.ProcessorCount, MostThreads),
    });

    public static Option<long> Seed() => Within(long.MinValue, long.MaxValue, new Option<long>("--seed")
    {
        HelpName = "N",
        Description = "Seed of all that is random.",
        DefaultValueFactory = _ => 1,
    });

    public static Option<string> Seeds(string byDefault)
    {
        var option = new Option<string>("--seeds")
        {
            HelpName = "RANGE",
            Description = "Seeds, such as 1..10 or 1,2,5; at most 10,000.",
            DefaultValueFactory = _ => byDefault,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && SeedRange.Parse(token.Value) is null)
                result.AddError($"--seeds is '{token.Value}'; write a range such as 1..10, or a list such as 1,2,5, of at most "
                    + $"{SeedRange.Most.Grouped()} seeds.");
        });
        return option;
    }

    public static Option<int?> Epochs() => Within(1, 1_000_000, new Option<int?>("--epochs")
    {
        HelpName = "N",
        Description = "Epochs, in place of the plan's own.",
    });

    public static Option<int?> Validation() => Within(1, 1_000_000, new Option<int?>("--validation")
    {
        HelpName = "N",
        Description = "Hold N training images out and measure on them; the test images are not looked at.",
    });

    public static Option<string?> Resume() => new("--resume")
    {
        HelpName = "RUN",
        Description = "Go on with a run that was stopped or killed, to the same bits; RUN is its directory. Plan, seed and all else "
            + "are the run's own.",
    };

    /// <summary>Refuses what a resumed run has of its own: to ask for something else would be to ask for another run.</summary>
    public static void RefuseWith(Command command, Option resume, Argument plan, IReadOnlyList<Option> others) =>
        command.Validators.Add(result =>
    {
        if (result.GetResult(resume) is null or { Implicit: true })
            return;
        if (result.GetResult(plan) is { Tokens.Count: > 0 })
            result.AddError("--resume names a run, which has its own plan: leave the plan out.");
        foreach (var other in others.Where(other => result.GetResult(other) is { Implicit: false }))
            result.AddError($"{other.Name} cannot be given with --resume: a run keeps what it was started with.");
    });

    public static Option<long?> MaxParameters() => Within(1, CostCalculator.MaxMacs, new Option<long?>("--max-params")
    {
        HelpName = "N",
        Description = "Most trainable parameters, in place of the plan's own limit.",
    });

    public static Option<long?> MaxMacs() => Within(1, CostCalculator.MaxMacs, new Option<long?>("--max-macs")
    {
        HelpName = "N",
        Description = "Most multiply-adds for one image, in place of the plan's own limit.",
    });

    public static Option<int?> MinReceptiveField() => Within(1, int.MaxValue, new Option<int?>("--min-receptive-field")
    {
        HelpName = "N",
        Description = "Fewest rows and columns of the image that the logits depend on, in place of the plan's own limit.",
    });

    public static Option<long?> MaxFlash() => Within(1, CostCalculator.MaxMacs, new Option<long?>("--max-flash")
    {
        HelpName = "BYTES",
        Description = "Most bytes of constants on a device, in 8 bits, in place of the plan's own limit.",
    });

    public static Option<long?> MaxRam() => Within(1, CostCalculator.MaxMacs, new Option<long?>("--max-ram")
    {
        HelpName = "BYTES",
        Description = "Most bytes of memory on a device, in 8 bits and without the stack, in place of the plan's own limit.",
    });

    /// <summary>A whole number from one end of a range to the other, which its help tells.</summary>
    /// <typeparam name="T">A whole number, or one that may be left out.</typeparam>
    /// <param name="low">Smallest.</param>
    /// <param name="high">Largest.</param>
    /// <param name="option">Its name and description.</param>
    public static Option<T> Within<T>(long low, long high, Option<T> option)
    {
        var range = high == long.MaxValue ? "any whole number of 64 bits" : $"{low.Grouped()} to {high.Grouped()}";
        option.Description = $"{option.Description!.TrimEnd('.')}; {range}.";
        option.CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= low
                && number <= high)
                return (T)Convert.ChangeType(number, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
            result.AddError($"{option.Name} is '{text}'; it must be {(high == long.MaxValue ? range : $"a whole number from {range}")}.");
            return default;
        };
        return option;
    }

    /// <summary>Refuses an empty word wherever a name, a path or a list is asked for: no file and no plan is called so.</summary>
    /// <param name="command">A verb with all of its arguments and options.</param>
    public static void RefuseEmpty(Command command)
    {
        foreach (var option in command.Options.Where(option => option.ValueType == typeof(string)))
            option.Validators.Add(result => RefuseEmpty(result, option.Name));
        foreach (var argument in command.Arguments)
            argument.Validators.Add(result => RefuseEmpty(result, argument.Name));
    }

    private static void RefuseEmpty(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => token.Value.Length == 0))
            result.AddError($"{name} is empty; say which, or leave it out.");
    }
}
