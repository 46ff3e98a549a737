using System.CommandLine;
using Mnist.Host.Commands;
using Mnist.Host.Plans;

namespace Mnist.Host.Verbs.Diff;

/// <summary><c>mnist diff PLAN OTHER...</c>: what differs from each plan to the next, and what it does to every figure.</summary>
internal static class DiffVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var plan = new Argument<string>("PLAN")
        {
            Description = "A plan, by its name in the catalogue or its .json file; or the name of a published series alone, such as eva6.",
        };
        var others = new Argument<string[]>("OTHER")
        {
            Description = "One plan or more, each compared with the one before it.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("diff", "What differs between plans, layer by layer, and what it does to every figure.") { plan, others };
        command.Validators.Add(result =>
        {
            if (result.GetValue(others) is null or [] && result.GetValue(plan) is { } only && Series(only).Count == 0)
                result.AddError($"'{only}' is one plan: name the one to compare it with, or a published series such as eva6.");
        });
        return around.Answering(
            command, parsed => Run([parsed.GetRequiredValue(plan), .. parsed.GetRequiredValue(others)]));
    }

    public static Reply Run(ValueList<string> names) => Plans(names).Match(
        valid: Compare,
        invalid: errors => Reply.Refuse(ExitCode.Invalid, errors.Select(ErrorMessage.Of)));

    private static Validation<ValueList<Plan>, PlanSourceError> Plans(ValueList<string> names) => names is [var only]
        ? Series(only)
        : names.Traverse(PlanSource.Load);

    /// <summary>The steps of a published series; none where there is no such series.</summary>
    private static ValueList<Plan> Series(string name) =>
        PlanCatalog.All.Where(plan => plan.Name.StartsWith($"{name}/", StringComparison.OrdinalIgnoreCase)).ToValueList();

    private static Reply Compare(ValueList<Plan> plans)
    {
        var chain = plans.Zip(plans.Skip(1), PlanDifference.Between).ToValueList();
        return new(ExitCode.Done)
        {
            Text = chain.SelectMany((step, i) => i == 0 ? DiffReport.Of(step) : DiffReport.Of(step).Prepend(Block.Gap)),
            Json = () => chain is [var only]
                ? JsonText.Write(DiffDocument.Of(only), DiffJson.Default.DiffDocument)
                : JsonText.Write(new DiffChainDocument([.. chain.Select(DiffDocument.Of)]), DiffJson.Default.DiffChainDocument),
        };
    }
}
