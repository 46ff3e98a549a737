using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Mnist.Host.Commands;

namespace Mnist.Host.Verbs.Search;

/// <summary>How <c>mnist search</c> is asked.</summary>
internal sealed class SearchOptions
{
    private readonly Argument<string> space = new("SPACE") { Description = "A shipped space (eva, separable, residual) or a .json file." };
    private readonly Option<string[]> where = Options.Of<string[]>(
        "--where",
        "FIGURE=RANGE",
        $"Keep to a range: parameters=..6000, nonTrainable=140, lastMapField=22.. ; figures are {SearchRequest.Names}.");

    private readonly Option<string[]> minimize = Goal("--minimize", "small");
    private readonly Option<string[]> maximize = Goal("--maximize", "large");
    private readonly Option<bool> frontOnly = new("--front-only")
    {
        Description = "Leave out, uncounted, what cannot come onto the front: much faster.",
    };

    private readonly Option<int?> sample = Options.Number<int?>(
        "--sample", (1, 1_000_000), "Count the designs that keep to the limits, and look at N of them, each as likely as any other.");

    private readonly Option<long> seed = Options.Seed();
    private readonly Option<int> threads = Options.Threads();
    private readonly Option<int> within = Options.Number("--within", (1, 1_000_000), "Seconds of the longest search begun.", () => 60);
    private readonly Option<int> top = Options.Number("--top", (1, 100_000), "Designs of the front to show.", () => 20);
    private readonly Option<string?> svg = Options.Of<string?>("--svg", "FILE", "Draw the front as SVG.");
    private readonly Option<string[]> save = new("--save")
    {
        HelpName = "N FILE",
        Description = "Write the Nth design of the front as a plan.",
        Arity = new(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int?> train = Options.Number<int?>(
        "--train", (1, 1_000), "Train the first N designs of the front, as `mnist sweep` does; their plans are kept beside their runs.");

    private readonly Option<string?> rank = Options.Of<string?>(
        "--rank", "predicted", "Order the front by the accuracy that recorded runs in the folder of --out let expect.");

    private readonly SweepOptions sweep = new(defaultSeeds: "1..3");

    public SearchOptions()
    {
        where.Validators.Add(result => Check(result, word => SearchRequest.ParseLimit(word) is not null, word =>
            $"--where is '{word}'; write a figure and a range, such as parameters=..6000; figures are {SearchRequest.Names}."));
        foreach (var goal in new[] { minimize, maximize })
        {
            goal.Validators.Add(result => Check(result, word => SearchRequest.Find(word) is not null, word =>
                $"{goal.Name} is '{word}'; figures are {SearchRequest.Names}."));
        }

        rank.Validators.Add(result => Check(result, word => word == "predicted", word =>
            $"--rank is '{word}'; it must be predicted."));
        save.Validators.Add(result =>
        {
            if (result.Tokens is [var number, _] && !(int.TryParse(number.Value, CultureInfo.InvariantCulture, out var n) && n >= 1))
                result.AddError($"--save is '{number.Value}'; write which design, from 1, and a file: --save 1 best.json.");
        });
    }

    /// <summary>Gives the verb its options.</summary>
    public void AddTo(Command command)
    {
        command.Add(space);
        Option[] own = [where, minimize, maximize, frontOnly, sample, within, top, rank, svg, save, train, seed, threads];
        foreach (var option in own)
            command.Add(option);
        sweep.AddTo(command);
    }

    /// <summary>What was asked for.</summary>
    public SearchRequest Request(ParseResult parsed)
    {
        var runs = sweep.Request(parsed, []);
        return new(
            parsed.GetRequiredValue(space),
            [
                .. (parsed.GetValue(where) ?? []).Select(word => SearchRequest.ParseLimit(word)!),
                .. runs.Common.Target.MaxParameters is { } most ? [new(Figure.Parameters, null, most)] : Enumerable.Empty<Limit>(),
            ],
            [.. Objectives(parsed)])
        {
            FrontOnly = parsed.GetValue(frontOnly),
            Sample = parsed.GetValue(sample),
            Seed = parsed.GetValue(seed),
            Within = parsed.GetValue(within),
            Threads = parsed.GetValue(threads),
            RanksByPrediction = parsed.GetValue(rank) is not null,
            Top = parsed.GetValue(top),
            Svg = parsed.GetValue(svg),
            Save = parsed.GetValue(save) is [var number, var path] ? (int.Parse(number, CultureInfo.InvariantCulture), path) : null,
            Train = parsed.GetValue(train),
            Runs = runs,
        };
    }

    /// <summary>In the order in which they were given, whichever of the two options each is.</summary>
    private IEnumerable<Objective> Objectives(ParseResult parsed) =>
        from pair in parsed.Tokens.Zip(parsed.Tokens.Skip(1))
        where pair.First.Type == TokenType.Option && (pair.First.Value == minimize.Name || pair.First.Value == maximize.Name)
        select new Objective(SearchRequest.Find(pair.Second.Value)!.Value, pair.First.Value == maximize.Name);

    private static Option<string[]> Goal(string name, string size) => new(name)
    {
        HelpName = "FIGURE",
        Description = $"Prefer designs in which the figure is {size}; may be given several times, the most important first.",
    };

    private static void Check(OptionResult result, Func<string, bool> isRight, Func<string, string> refuse)
    {
        foreach (var token in result.Tokens.Where(token => !isRight(token.Value)))
            result.AddError(refuse(token.Value));
    }
}
