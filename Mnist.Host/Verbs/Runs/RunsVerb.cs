using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.RunFolders;

namespace Mnist.Host.Verbs.Runs;

/// <summary><c>mnist runs</c>: the runs of a folder.</summary>
internal static class RunsVerb
{
    private const int MostShown = 50;

    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of runs.", DefaultValueFactory = _ => RunName.DefaultFolder };
        var plan = Options.Of<string?>("--plan", "TEXT", "Only plans whose name has this text in it.");
        var state = Options.Of<string[]>("--state", "STATE", "Only runs of this state; may be given several times.").From(States);
        var tag = Options.Of<string[]>("--tag", "TAG", "Only runs with this tag of `mnist note`; may be given several times.");
        var where = Options.Of<string[]>(
            "--where", "FIGURE=RANGE", $"Keep to a range: parameters=..6000, final=99.4.., seed=3; figures are {RunFigure.Names}.");
        var sort = Options.Of("--sort", "FIGURE", "What to sort by; latest, best and smallest first.", () => RunFigure.All[0].Name);
        var reverse = new Option<bool>("--reverse") { Description = "The other way round." };
        var most = Options.Number("--limit", (1, int.MaxValue), "Runs to show.", () => MostShown);
        where.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => RunLimit.Parse(token.Value) is null))
                result.AddError(
                    $"--where is '{token.Value}'; write a figure and a range, such as parameters=..6000; figures are {RunFigure.Names}.");
        });
        sort.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => RunFigure.Find(token.Value) is null))
                result.AddError($"--sort is '{token.Value}'; figures are {RunFigure.Names}.");
        });
        return around.Answering(
            new("runs", "Lists the runs of a folder: plan, parameters, seed, state, result, age, tags and notes.")
            {
                folder, plan, state, tag, where, sort, reverse, most,
            },
            parsed => Run(
                new()
                {
                    Folder = parsed.GetRequiredValue(folder),
                    Plan = parsed.GetValue(plan),
                    States = Enum.GetValues<ListedState>().Where(one => Asked(one.Word(), parsed.GetValue(state))).ToValueList(),
                    Tags = (parsed.GetValue(tag) ?? []).ToValueList(),
                    Limits = [.. (parsed.GetValue(where) ?? []).Select(word => RunLimit.Parse(word)!)],
                    Sort = RunFigure.Find(parsed.GetRequiredValue(sort))!,
                    IsReversed = parsed.GetValue(reverse),
                    Most = parsed.GetValue(most),
                },
                around));
    }

    private static bool Asked(string word, string[]? words) => words?.Contains(word, StringComparer.Ordinal) == true;

    public static Reply Run(RunsRequest request, HostEnvironment around)
    {
        if (!Directory.Exists(request.Folder) && request.Folder != RunName.DefaultFolder)
            return Reply.Refuse(
                ExitCode.NoRunDirectory,
                [new(ErrorKind.RunDirectory, $"there is no folder '{request.Folder}'; name one that runs went into.")]);
        var all = RunList.Of(request.Folder);
        var found = request.Select(all);
        return new(ExitCode.Done)
        {
            Text = RunsReport.Of(request, all.Count, found, around.Clock.GetUtcNow()),
            Json = () => JsonText.Write(RunsDocument.Of(request, found), RunsJson.Default.RunsDocument),
        };
    }

    private static ValueList<string> States => Enum.GetValues<ListedState>().Select(state => state.Word()).ToValueList();
}
