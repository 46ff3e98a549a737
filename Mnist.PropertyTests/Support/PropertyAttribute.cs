#if !FSCHECK_XUNIT
using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

// The namespace is that of FsCheck.Xunit, so that tests need not know which attribute runs them.
namespace FsCheck.Xunit;

/// <summary>
/// Stand-in for FsCheck.Xunit's attribute where that package is not served: the same name and options, run by <c>Check.Method</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("FsCheck.Xunit.PropertyDiscoverer", "Mnist.PropertyTests")]
public class PropertyAttribute : FactAttribute
{
    public int MaxTest { get; set; } = 100;

    public int StartSize { get; set; } = 1;

    public int EndSize { get; set; } = 100;

    public Type[] Arbitrary { get; set; } = [];

    /// <summary>Seed and gamma of a failed run, "123,456": repeats it.</summary>
    public string? Replay { get; set; }
}

/// <summary>Finds the properties of a class.</summary>
public sealed class PropertyDiscoverer(IMessageSink sink) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new PropertyTestCase(
            sink,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod)];
}

/// <summary>One property as xunit sees it.</summary>
public sealed class PropertyTestCase : XunitTestCase
{
    [Obsolete("Called by the de-serialiser only.")]
    public PropertyTestCase()
    {
    }

    public PropertyTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new PropertyTestCaseRunner(
            this,
            DisplayName,
            SkipReason,
            constructorArguments,
            messageBus,
            aggregator,
            cancellationTokenSource).RunAsync();
}

internal sealed class PropertyTestCaseRunner(
    IXunitTestCase testCase,
    string displayName,
    string skipReason,
    object[] constructorArguments,
    IMessageBus bus,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestCaseRunner(testCase, displayName, skipReason, constructorArguments, [], bus, aggregator, cancellation)
{
    protected override Task<RunSummary> RunTestAsync() =>
        new PropertyTestRunner(
            CreateTest(
                TestCase,
                DisplayName), MessageBus, TestClass, ConstructorArguments, TestMethod, SkipReason, new(Aggregator), CancellationTokenSource)
            .RunAsync();
}

internal sealed class PropertyTestRunner(
    ITest test,
    IMessageBus bus,
    Type testClass,
    object[] constructorArguments,
    MethodInfo method,
    string skipReason,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestRunner(test, bus, testClass, constructorArguments, method, [], skipReason, [], aggregator, cancellation)
{
    protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator) =>
        new PropertyInvoker(Test, MessageBus, TestClass, ConstructorArguments, TestMethod, aggregator, CancellationTokenSource).RunAsync();
}

internal sealed class PropertyInvoker(
    ITest test,
    IMessageBus bus,
    Type testClass,
    object[] constructorArguments,
    MethodInfo method,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestInvoker(test, bus, testClass, constructorArguments, method, [], [], aggregator, cancellation)
{
    protected override Task<decimal> InvokeTestMethodAsync(object testClassInstance)
    {
        var options = TestMethod.GetCustomAttribute<PropertyAttribute>()!;
        return Aggregator.RunAsync(() => Timer.AggregateAsync(() =>
        {
            Check.Method(Configuration(options), TestMethod, testClassInstance);
            return Task.CompletedTask;
        })).ContinueWith(_ => Timer.Total, TaskScheduler.Default);
    }

    private static Config Configuration(PropertyAttribute options)
    {
        var config = Config.QuickThrowOnFailure
            .WithMaxTest(options.MaxTest)
            .WithStartSize(options.StartSize)
            .WithEndSize(options.EndSize)
            .WithArbitrary(options.Arbitrary);
        return options.Replay?.Split(',') is [var seed, var gamma, ..]
            ? config.WithReplay(ulong.Parse(seed.Trim(' ', '(')), ulong.Parse(gamma.Trim(' ', ')')))
            : config;
    }
}
#endif
