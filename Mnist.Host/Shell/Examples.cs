namespace Mnist.Host.Shell;

/// <summary>Commands to begin with, verb by verb.</summary>
internal static class Examples
{
    private static readonly IReadOnlyDictionary<string, ValueList<string>> OfVerbs = new Dictionary<string, ValueList<string>>(
        StringComparer.Ordinal)
    {
        ["list"] = ["mnist list", "mnist list --json"],
        ["check"] = ["mnist check eva6/2", "mnist check mine.json --max-params 8000"],
        ["show"] = ["mnist show flagship", "mnist show under5k > mine.json"],
        ["schema"] = ["mnist schema > plan.schema.json"],
        ["diff"] = ["mnist diff eva6/4 eva6/5", "mnist diff flagship mine.json"],
        ["search"] = ["mnist search separable --where parameters=..6000 --maximize parameters --minimize macs --save 1 mine.json"],
        ["repair"] = ["mnist repair mine.json --max-params 8000"],
        ["data"] = ["mnist data", "mnist data --augment flagship"],
        ["train"] =
        [
            "mnist train flagship", "mnist train mine.json --epochs 3 --validation 5000",
            "mnist train flagship --set training.batchSize=64", "mnist train --resume latest",
        ],
        ["sweep"] =
        [
            "mnist sweep flagship under5k --seeds 1..5", "mnist sweep flagship --set training.schedule.maxLearningRate=0.1,0.2,0.4",
            "mnist sweep flagship under8k under7k --seeds 1..8 --halve --validation 10000", "mnist sweep --status runs",
        ],
        ["runs"] = ["mnist runs", "mnist runs --sort mean --where parameters=..6000", "mnist runs --tag baseline --state met"],
        ["note"] = ["mnist note latest \"a wider first layer\"", "mnist note latest --tag baseline"],
        ["report"] = ["mnist report latest", "mnist report 20261121 20261122 --out both.html"],
        ["drilldown"] = ["mnist drilldown eva6", "mnist drilldown eva7 --seeds 1..3"],
        ["predict"] = ["mnist predict latest seven.png", "mnist predict latest *.png --json"],
        ["export"] = ["mnist export latest", "mnist export latest --format c --out firmware"],
        ["bench"] = ["mnist bench flagship", "mnist bench flagship --threads 1 --repeats 5"],
        ["verify"] = ["mnist verify latest --quick", "mnist verify latest"],
        ["doctor"] = ["mnist doctor"],
    };

    /// <summary>At least one for each verb; for the program as a whole the way from nothing to a network that reads.</summary>
    /// <param name="verb">Its name, or another.</param>
    public static ValueList<string> Of(string verb) =>
        OfVerbs.GetValueOrDefault(verb) ?? ["mnist check flagship", "mnist train flagship", "mnist report latest", "mnist train --help"];
}
