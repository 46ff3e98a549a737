using System.CommandLine;
using Mnist.Domain;

namespace Mnist.Host;

/// <summary>Every verb with its arguments and options.</summary>
internal static class VerbTable
{
    private const string MainPlan = "flagship";

    private static readonly (string Name, Func<Surroundings, Command> Make)[] Verbs =
    [
        ("list", List),
        ("check", Check),
        ("show", Show),
        ("schema", Schema),
        ("diff", Diff),
        ("data", Data),
        ("train", Train),
        ("sweep", SweepPlans),
        ("report", Report),
        ("drilldown", Drilldown),
        ("predict", Predict),
        ("export", Export),
        ("bench", Bench),
        ("verify", Verify),
        ("doctor", Doctor),
    ];

    /// <summary>The verb that is named, or all of them where none is: making all costs a fifth of a short command's time.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="around">What verbs may touch.</param>
    public static IEnumerable<Command> For(IReadOnlyList<string> arguments, Surroundings around)
    {
        var named = Verbs.Where(verb => arguments.Count > 0 && verb.Name == arguments[0]).ToList();
        return (named.Count > 0 ? named : [.. Verbs]).Select(verb => verb.Make(around));
    }

    private static Command List(Surroundings around)
    {
        var json = Options.Json();
        var command = new Command("list", "The catalogue: name, parameters, source and target of every plan.") { json };
        command.SetAction(parsed => (int)around.Give(ListVerb.Run(), parsed.GetValue(json)));
        return command;
    }

    private static Command Check(Surroundings around)
    {
        var (plan, json) = (Options.Plan(), Options.Json());
        var (parameters, macs, field) = (Options.MaxParameters(), Options.MaxMacs(), Options.MinReceptiveField());
        var command = new Command("check", "Checks a plan by calculation: shapes, parameters, costs, receptive field, target.")
        {
            plan, parameters, macs, field, json,
        };
        command.SetAction(parsed => (int)around.Give(
            CheckVerb.Run(parsed.GetRequiredValue(plan), new(parsed.GetValue(parameters), parsed.GetValue(macs), parsed.GetValue(field)), around),
            parsed.GetValue(json)));
        return command;
    }

    private static Command Show(Surroundings around)
    {
        var (plan, json) = (Options.Plan(), Options.Json());
        var command = new Command("show", "Prints a plan as JSON, ready to be edited.") { plan, json };
        command.SetAction(parsed => (int)around.Give(ShowVerb.Run(parsed.GetRequiredValue(plan)), parsed.GetValue(json)));
        return command;
    }

    private static Command Schema(Surroundings around)
    {
        var json = Options.Json();
        var command = new Command("schema", "Prints the JSON Schema of plan files, for editors.") { json };
        command.SetAction(parsed => (int)around.Give(SchemaVerb.Run(), parsed.GetValue(json)));
        return command;
    }

    private static Command Diff(Surroundings around)
    {
        var (before, after, json) = (Options.Plan(), Options.Plan("OTHER"), Options.Json());
        var command = new Command("diff", "What differs between two plans, layer by layer, and what it does to size and cost.") { before, after, json };
        command.SetAction(parsed => (int)around.Give(
            DiffVerb.Run(parsed.GetRequiredValue(before), parsed.GetRequiredValue(after)), parsed.GetValue(json)));
        return command;
    }

    private static Command Data(Surroundings around)
    {
        var (data, seed, json) = (Options.Data(), Options.Seed(), Options.Json());
        var augment = new Option<string?>("--augment") { HelpName = "PLAN", Description = "Show images as this plan changes them while training." };
        var command = new Command("data", "Finds or fetches the data, verifies and describes it, and shows some of it.") { data, augment, seed, json };
        command.SetAction(parsed => (int)around.Give(
            DataVerb.Run(parsed.GetValue(data), parsed.GetValue(augment), parsed.GetValue(seed), around), parsed.GetValue(json)));
        return command;
    }

    private static Command Verify(Surroundings around)
    {
        var run = new Argument<string>("RUN") { Description = "A run directory." };
        var (data, threads, json) = (Options.Data(), Options.Threads(), Options.Json());
        var quick = new Option<bool>("--quick") { Description = "Evaluate the weights again in place of training them again." };
        var command = new Command("verify", "Repeats a run from its record and compares it bit for bit.") { run, data, threads, quick, json };
        command.SetAction(parsed => (int)VerifyVerb.Run(
            new(parsed.GetRequiredValue(run), parsed.GetValue(data), parsed.GetValue(threads), parsed.GetValue(quick), parsed.GetValue(json)), around));
        return command;
    }

    private static Command Doctor(Surroundings around)
    {
        var (output, json) = (Options.OutputFolder(), Options.Json());
        var command = new Command("doctor", "What is built in, found and missing here, and what to do about it.") { output, json };
        command.SetAction(parsed => (int)around.Give(DoctorVerb.Run(parsed.GetRequiredValue(output), around), parsed.GetValue(json)));
        return command;
    }

    private static Command Bench(Surroundings around)
    {
        var plan = Options.Plan();
        plan.DefaultValueFactory = _ => MainPlan;
        var (backend, threads, seed, json) = (Options.Backend(), Options.Threads(), Options.Seed(), Options.Json());
        var compare = new Option<string?>("--compare") { HelpName = "NAMES", Description = "Backends to measure in turn, such as simd,torch; in place of --backend." };
        var repeats = Options.AtLeastOne(new Option<int?>("--repeats") { HelpName = "N", Description = "How often each thing is measured; default 5, or less often for a slow plan." });
        var command = new Command("bench", "Measures how fast a plan trains and evaluates here, kernel by kernel, next to what the processor can do at most.")
        {
            plan, backend, compare, threads, repeats, seed, json,
        };
        command.SetAction(parsed => (int)around.Give(
            BenchVerb.Run(
                new(
                    parsed.GetRequiredValue(plan),
                    (parsed.GetValue(compare) ?? parsed.GetRequiredValue(backend)).Split(',', StringSplitOptions.TrimEntries).ToValueList(),
                    parsed.GetValue(threads),
                    parsed.GetValue(repeats),
                    parsed.GetValue(seed)),
                around),
            parsed.GetValue(json)));
        return command;
    }

    private static Command Train(Surroundings around)
    {
        var plan = Options.Plan();
        plan.DefaultValueFactory = _ => MainPlan;
        var (parameters, macs, field) = (Options.MaxParameters(), Options.MaxMacs(), Options.MinReceptiveField());
        var (data, output, seed, json) = (Options.Data(), Options.OutputFolder(), Options.Seed(), Options.Json());
        var backend = Options.Backend();
        var (epochs, validation) = (Options.Epochs(), Options.Validation());
        var threads = Options.Threads();
        var dryRun = new Option<bool>("--dry-run") { Description = "Check and read everything, train nothing, write nothing." };
        var overfit = new Option<bool>("--overfit-batch") { Description = "Learn one batch by heart: a quick test that the network can learn." };
        var resume = Options.Resume();
        var command = new Command("train", "Executes a plan and judges it against its target.")
        {
            plan, parameters, macs, field, backend, data, output, seed, epochs, threads, validation, dryRun, overfit, resume, json,
        };
        Options.RefuseWith(command, resume, plan, [parameters, macs, field, backend, output, seed, epochs, validation, dryRun, overfit]);
        command.SetAction(parsed => parsed.GetValue(resume) is { } run ? (int)ResumeVerb.Run(
            new(run, parsed.GetValue(data), parsed.GetValue(threads), parsed.GetValue(json)), around) : (int)TrainVerb.Run(
            new()
            {
                Plan = parsed.GetRequiredValue(plan),
                Target = new(parsed.GetValue(parameters), parsed.GetValue(macs), parsed.GetValue(field)),
                Epochs = parsed.GetValue(epochs),
                Backend = parsed.GetRequiredValue(backend),
                Data = parsed.GetValue(data),
                OutputFolder = parsed.GetRequiredValue(output),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Validation = parsed.GetValue(validation),
                DryRun = parsed.GetValue(dryRun),
                OverfitBatch = parsed.GetValue(overfit),
                Json = parsed.GetValue(json),
            },
            around));
        return command;
    }

    private static Command SweepPlans(Surroundings around)
    {
        var plans = new Argument<string[]>("PLAN") { Description = "Names of the catalogue or .json files.", Arity = ArgumentArity.OneOrMore };
        var options = new SweepOptions(defaultSeeds: "1..3");
        var markdown = new Option<string?>("--markdown")
        {
            HelpName = "FILE",
            Description = "Write the table as Markdown too; a file with the lines `<!-- mnist sweep -->` and `<!-- /mnist sweep -->` is changed between them only.",
        };
        var command = new Command("sweep", "Executes plans with several seeds side by side and judges them together; goes on where it was stopped.") { plans, markdown };
        options.AddTo(command);
        command.SetAction(parsed => (int)SweepVerb.Run(
            options.Request(parsed, parsed.GetRequiredValue(plans).Distinct(StringComparer.Ordinal).ToValueList()), parsed.GetValue(markdown), around));
        return command;
    }

    private static Command Report(Surroundings around)
    {
        var runs = new Argument<string[]>("RUN") { Description = "Run directories.", Arity = ArgumentArity.OneOrMore };
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "The file to write; default report.html, beside a single run, here for several." };
        var (data, json) = (Options.Data(), Options.Json());
        var command = new Command("report", "Shows runs as one HTML page: verdict, curves, network, mistakes, and how to repeat them.") { runs, file, data, json };
        command.SetAction(parsed => (int)around.Give(
            ReportVerb.Run(parsed.GetRequiredValue(runs).ToValueList(), parsed.GetValue(file), parsed.GetValue(data), around), parsed.GetValue(json)));
        return command;
    }

    private static Command Predict(Surroundings around)
    {
        var run = new Argument<string>("RUN") { Description = "A run directory." };
        var files = new Argument<string[]>("FILE") { Description = "Pictures of one digit each, PNG or PGM, or IDX files of images, packed with gzip or not.", Arity = ArgumentArity.OneOrMore };
        var (backend, threads, json) = (Options.Backend(), Options.Threads(), Options.Json());
        var command = new Command("predict", PredictVerb.Description) { run, files, backend, threads, json };
        command.SetAction(parsed => (int)PredictVerb.Run(
            new(
                parsed.GetRequiredValue(run),
                parsed.GetRequiredValue(files).ToValueList(),
                parsed.GetRequiredValue(backend),
                parsed.GetValue(threads),
                parsed.GetValue(json)),
            around));
        return command;
    }

    private static Command Export(Surroundings around)
    {
        var run = new Argument<string>("RUN") { Description = "A run directory." };
        var format = new Option<string>("--format") { Description = "The file format.", DefaultValueFactory = _ => ExportVerb.OnnxFormat };
        format.AcceptOnlyFromAmong([.. ExportVerb.Formats]);
        var file = new Option<string?>("--out") { HelpName = "FILE", Description = "The file to write; default model.onnx or model.safetensors in the run directory." };
        var fold = new Option<bool>("--fold-batch-norm") { Description = "ONNX: make batch normalisation part of the convolution before it." };
        var normalize = new Option<bool>("--normalize") { Description = "ONNX: take grey levels from 0 to 255 and normalise them in the graph." };
        var softmax = new Option<bool>("--softmax") { Description = "ONNX: end in probabilities and not in logits." };
        var json = Options.Json();
        var command = new Command("export", "Writes a trained network in a format that other tools read.") { run, format, file, fold, normalize, softmax, json };
        command.SetAction(parsed => (int)around.Give(
            ExportVerb.Run(new(
                parsed.GetRequiredValue(run),
                parsed.GetRequiredValue(format),
                parsed.GetValue(file),
                new() { FoldBatchNorm = parsed.GetValue(fold), Normalize = parsed.GetValue(normalize), Softmax = parsed.GetValue(softmax) })),
            parsed.GetValue(json)));
        return command;
    }

    private static Command Drilldown(Surroundings around)
    {
        var name = new Argument<string>("NAME") { Description = $"A published series: {DrilldownVerb.Names.Or()}." };
        var options = new SweepOptions(defaultSeeds: "1");
        var command = new Command("drilldown", "Executes every step of a published series and tells its target, result and analysis next to what was published.") { name };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var request = options.Request(parsed, []);
            return (int)DrilldownVerb.Run(parsed.GetRequiredValue(name), request with { Common = request.Common with { AnyBudget = true } }, around);
        });
        return command;
    }
}
