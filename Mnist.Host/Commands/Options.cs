using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Mnist.Host.RunFolders;
using Mnist.Host.Sweeps;

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

    public const string RecordName = "--record";

    public static Argument<string> Plan(string name = "PLAN") =>
        new(name) { Description = $"A name of the catalogue (see `{Product.Command} list`) or a .json file." };

    /// <summary>How a run is named.</summary>
    public const string RunMeaning = "by its directory, its name in runs or the beginning of it, or `latest`";

    public static Argument<string> Run() => new("RUN") { Description = $"A run {RunMeaning}." };

    public static Option<bool> Json() => new(JsonName) { Description = "Print one JSON document and nothing else on standard output." };

    public static Option<bool> Verbose() => new(VerboseName) { Description = "Tell details on standard error.", Recursive = true };

    /// <summary>Of every verb. A document for programs is no picture.</summary>
    public static Option<string?> Record()
    {
        var option = Of<string?>(RecordName, "FILE.svg", "Keep what the terminal shows as an SVG picture, which a browser plays.");
        option.Recursive = true;
        option.Validators.Add(result =>
        {
            if (result is { Implicit: false, Parent: CommandResult verb } && IsJsonAsked(verb))
                result.AddError($"{RecordName} keeps what a terminal shows, and {JsonName} shows it a document: leave one of them out.");
        });
        return option;
    }

    private static bool IsJsonAsked(CommandResult verb) =>
        verb.Command.Options.OfType<Option<bool>>().FirstOrDefault(option => option.Name == JsonName) is { } json && verb.GetValue(json);

    public static Option<string?> Data() => Of<string?>(
        "--data",
        "DIR",
        "Folder of the data set's files, or 'synthetic'; default MNIST_DATA, then the cache folder, then a download into it.");

    public static Option<string?> CheckedData() => Of<string?>(
        "--data", "DIR", "Folder of the data set whose number of classes and of images counts; default MNIST's, and nothing is read.");

    public static Option<string> OutputFolder() => Of("--out", "DIR", "Folder that run directories go into.", () => RunName.DefaultFolder);

    public static Option<string> Backend() => Of(
        "--backend",
        "NAME",
        "What does the arithmetic: torch, simd, or auto for the first that is to be had.",
        () => BackendCatalog.Auto);

    public static Option<int> Threads() => Number(
        "--threads",
        (1, MostThreads),
        "Threads to compute with; the result does not depend on it.",
        () => Math.Min(Environment.ProcessorCount, MostThreads));

    public static Option<long> Seed() => Number("--seed", (long.MinValue, long.MaxValue), "Seed of all that is random.", () => 1L);

    public static Option<string> Seeds(string byDefault)
    {
        var option = Of("--seeds", "RANGE", "Seeds, such as 1..10 or 1,2,5; at most 10,000.", () => byDefault);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && SeedRange.Parse(token.Value) is null)
                result.AddError($"--seeds is '{token.Value}'; write a range such as 1..10, or a list such as 1,2,5, of at most "
                    + $"{SeedRange.Most.Grouped()} seeds.");
        });
        return option;
    }

    public static Option<int?> Epochs() => Number<int?>("--epochs", (1, 1_000_000), "Epochs, in place of the plan's own.");

    public static Option<int?> Validation() => Number<int?>(
        "--validation", (1, 1_000_000), "Hold N training images out and measure on them; the test images are not looked at.");

    public static Option<long?> MaxParameters() => Number<long?>(
        "--max-params", (1, CostCalculator.MaxMacs), "Most trainable parameters, in place of the plan's own limit.");

    public static Option<long?> MaxMacs() => Number<long?>(
        "--max-macs", (1, CostCalculator.MaxMacs), "Most multiply-adds for one image, in place of the plan's own limit.");

    public static Option<int?> MinReceptiveField() => Number<int?>(
        "--min-receptive-field",
        (1, int.MaxValue),
        "Fewest rows and columns of the image that the logits depend on, in place of the plan's own limit.");

    public static Option<long?> MaxFlash() => Number<long?>(
        "--max-flash",
        (1, CostCalculator.MaxMacs),
        "Most bytes of constants on a device, in 8 bits, in place of the plan's own limit.");

    public static Option<long?> MaxRam() => Number<long?>(
        "--max-ram",
        (1, CostCalculator.MaxMacs),
        "Most bytes of memory on a device, in 8 bits and without the stack, in place of the plan's own limit.");

    /// <summary>How a network's numbers are held: <c>float32</c> or <c>int8</c>.</summary>
    /// <param name="usual">Where the option is left out.</param>
    /// <param name="description">What either means for the verb.</param>
    public static Option<string> Numbers(NumberFormat usual, string description) =>
        new Option<string>("--numbers") { Description = description, DefaultValueFactory = _ => Name(usual) }
            .AcceptOnlyFromAmong(Name(NumberFormat.Float32), Name(NumberFormat.Int8));

    /// <summary>What <c>--numbers</c> was given.</summary>
    public static NumberFormat NumbersOf(ParseResult parsed, Option<string> numbers) =>
        parsed.GetRequiredValue(numbers) == Name(NumberFormat.Int8) ? NumberFormat.Int8 : NumberFormat.Float32;

    /// <summary>What <c>--numbers</c> calls it.</summary>
    public static string Name(NumberFormat format) => format switch
    {
        NumberFormat.Float32 => "float32",
        NumberFormat.Int8 => "int8",
    };

    public static Option<string?> Resume() => Of<string?>(
        "--resume",
        "RUN",
        "Resume a run that was stopped or killed, to the same bits; named as in other verbs. Plan, seed and all else are the run's own.");

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

    /// <summary>An option that takes a value.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="name">With its dashes.</param>
    /// <param name="value">What the help calls its value.</param>
    /// <param name="description">A sentence.</param>
    /// <param name="byDefault">Its value where it is left out; null for none.</param>
    public static Option<T> Of<T>(string name, string value, string description, Func<T>? byDefault = null) => new(name)
    {
        HelpName = value,
        Description = description,
        DefaultValueFactory = byDefault is null ? null : _ => byDefault(),
    };

    /// <summary>The option, refusing all but some words.</summary>
    /// <typeparam name="T">A word, or several.</typeparam>
    /// <param name="option">The option.</param>
    /// <param name="words">Those that it takes.</param>
    public static Option<T> From<T>(this Option<T> option, params ValueList<string> words)
    {
        option.HelpName = string.Join('|', words);
        option.CompletionSources.Add([.. words]);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !words.Contains(token.Value, StringComparer.Ordinal)))
            {
                var hint = Nearest.To(token.Value, words) is { } nearest ? $"; did you mean '{nearest}'?" : $"; it must be {words.Or()}.";
                result.AddError($"{option.Name} is '{token.Value}'{hint}");
            }
        });
        return option;
    }

    /// <summary>An option that takes a whole number from a range, which its help tells.</summary>
    /// <typeparam name="T">A whole number, or one that may be left out.</typeparam>
    /// <param name="name">With its dashes.</param>
    /// <param name="range">Smallest and largest.</param>
    /// <param name="description">A sentence.</param>
    /// <param name="byDefault">Its value where it is left out; null for none.</param>
    public static Option<T> Number<T>(string name, (long Low, long High) range, string description, Func<T>? byDefault = null)
    {
        var words = range.High == long.MaxValue ? "any whole number of 64 bits" : $"{range.Low.Grouped()} to {range.High.Grouped()}";
        var option = Of(name, "N", $"{description.TrimEnd('.')}; {words}.", byDefault);
        option.CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= range.Low
                && number <= range.High)
                return (T)Convert.ChangeType(number, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
            result.AddError($"{name} is '{text}'; it must be {(range.High == long.MaxValue ? words : $"a whole number from {words}")}.");
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
