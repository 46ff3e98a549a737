using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Verbs.Bench;
using Mnist.Host.Verbs.Check;
using Mnist.Host.Verbs.Data;
using Mnist.Host.Verbs.Diff;
using Mnist.Host.Verbs.Doctor;
using Mnist.Host.Verbs.Drilldown;
using Mnist.Host.Verbs.Export;
using Mnist.Host.Verbs.List;
using Mnist.Host.Verbs.Note;
using Mnist.Host.Verbs.Predict;
using Mnist.Host.Verbs.Repair;
using Mnist.Host.Verbs.Report;
using Mnist.Host.Verbs.Runs;
using Mnist.Host.Verbs.Schema;
using Mnist.Host.Verbs.Search;
using Mnist.Host.Verbs.Show;
using Mnist.Host.Verbs.Sweep;
using Mnist.Host.Verbs.Train;
using Mnist.Host.Verbs.Verify;

namespace Mnist.Host.Shell;

/// <summary>Every verb.</summary>
internal static class VerbTable
{
    private static readonly (string Name, Func<HostEnvironment, Command> Make)[] Verbs =
    [
        ("list", ListVerb.Define),
        ("check", CheckVerb.Define),
        ("show", ShowVerb.Define),
        ("schema", SchemaVerb.Define),
        ("diff", DiffVerb.Define),
        ("search", SearchVerb.Define),
        ("repair", RepairVerb.Define),
        ("data", DataVerb.Define),
        ("train", TrainVerb.Define),
        ("sweep", SweepVerb.Define),
        ("runs", RunsVerb.Define),
        ("note", NoteVerb.Define),
        ("report", ReportVerb.Define),
        ("drilldown", DrilldownVerb.Define),
        ("predict", PredictVerb.Define),
        ("export", ExportVerb.Define),
        ("bench", BenchVerb.Define),
        ("verify", VerifyVerb.Define),
        ("doctor", DoctorVerb.Define),
    ];

    /// <summary>What the help of a verb says beyond its description, which is one line in the list of verbs; null for nothing.</summary>
    /// <param name="verb">Its name.</param>
    public static string? DetailsOf(string verb) => verb == "predict" ? PredictVerb.Details : null;

    /// <summary>The verb that is named, or all of them where none is: making all costs a fifth of a short command's time.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="around">What verbs may touch.</param>
    public static IEnumerable<Command> For(IReadOnlyList<string> arguments, HostEnvironment around)
    {
        var named = Verbs.Where(verb => arguments.Count > 0 && verb.Name == arguments[0]).ToList();
        return (named.Count > 0 ? named : [.. Verbs]).Select(verb => verb.Make(around));
    }
}
